package dev.waypost.ops.command.deadletter;

import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Reason;
import dev.waypost.ops.deadletter.DeadLetterFilter;
import dev.waypost.ops.deadletter.PlaceRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** The options that choose dead letters: those that meet each option given. */
class DeadLetterChoice {

    @Option(
            names = "--reason",
            split = ",",
            paramLabel = "SLUG",
            converter = Slug.class,
            description = "With one of these reasons.")
    List<Reason> reasons = new ArrayList<>();

    @Option(
            names = "--class",
            split = ",",
            paramLabel = "CLASS",
            description = "With an outcome of this class: REJECT, RETRY, UNCERTAIN ...")
    List<OutcomeClass> classes = new ArrayList<>();

    @Option(
            names = "--code",
            split = ",",
            paramLabel = "CODE",
            description = "With one of these reply or status codes: 550, 5xx, 5.1.1, 5.7.x.")
    List<String> codes = new ArrayList<>();

    @Option(
            names = "--recipient",
            split = ",",
            paramLabel = "ADDRESS",
            description = "For one of these addresses.")
    List<String> recipients = new ArrayList<>();

    @Option(
            names = "--domain",
            split = ",",
            paramLabel = "DOMAIN",
            description = "For an address of one of these domains, or below.")
    List<String> domains = new ArrayList<>();

    @Option(
            names = "--id",
            split = ",",
            paramLabel = "ID",
            description = "Of these mails, by id or record key.")
    List<String> ids = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Given up then or later: " + TimeOption.FORMS + ".")
    String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Given up before then.")
    String until;

    @Option(
            names = "--offset",
            split = ",",
            paramLabel = "PARTITION:FIRST-LAST",
            converter = ReadRange.class,
            description = "At these places; FIRST alone is one, FIRST- has no end.")
    List<PlaceRange> ranges = new ArrayList<>();

    @Spec(Target.MIXEE)
    CommandSpec spec;

    /** Whether no option was given: everything. */
    boolean isEmpty() {
        return Stream.of(reasons, classes, codes, recipients, domains, ids, ranges)
                        .allMatch(List::isEmpty)
                && Stream.of(since, until).allMatch(Objects::isNull);
    }

    DeadLetterFilter filter(Instant now) {
        try {
            return DeadLetterFilter.ALL
                    .reasons(reasons.stream().map(Reason::slug).toList())
                    .classes(classes.stream().map(OutcomeClass::name).toList())
                    .codes(codes)
                    .recipients(recipients)
                    .domains(domains)
                    .ids(ids)
                    .after(TimeOption.parse(since, now))
                    .before(TimeOption.parse(until, now))
                    .within(ranges);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Reads {@code PARTITION:FIRST-LAST}. */
    static final class ReadRange implements ITypeConverter<PlaceRange> {
        @Override
        public PlaceRange convert(String text) {
            return read(PlaceRange::parse, text);
        }
    }

    /** Reads a word of the command line; what it cannot be is wrong usage. */
    static <T> T read(Function<String, T> parser, String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Reads a reason: a misspelt one would choose nothing, in silence. */
    static final class Slug implements ITypeConverter<Reason> {

        @Override
        public Reason convert(String text) {
            return Reason.of(text.toLowerCase(Locale.ROOT))
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'"
                                                    + text
                                                    + "' is no reason; `dead-letters count` says"
                                                    + " which there are"));
        }
    }
}
