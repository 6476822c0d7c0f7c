package dev.waypost.ops.command.deadletter;

import dev.waypost.config.Rate;
import dev.waypost.ops.deadletter.DeadLetterFilter;
import dev.waypost.ops.deadletter.DeadLetterJson;
import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.ops.deadletter.DeadLetters;
import dev.waypost.ops.deadletter.HeldBack;
import dev.waypost.ops.deadletter.PlaceRange;
import dev.waypost.ops.deadletter.ReplayListener;
import dev.waypost.ops.deadletter.ReplayOrder;
import dev.waypost.ops.deadletter.ReplayReport;
import dev.waypost.report.RecordPlace;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts dead letters back, for the recipients that were given up. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Put dead letters back as they first came, through the shortest retry topic and due at once;"
                    + " recipients that were accepted, then or since, get nothing.",
            "Each goes once, whatever the number of runs: what was put back is marked in the status"
                    + " topic. A run that broke off is resumed by the same command."
        })
public class ReplayDeadLettersCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "PARTITION:OFFSET",
            converter = DeadLetterChoice.ReadRange.class,
            description = "As list prints them; 0:100-200 are several.")
    List<PlaceRange> places = new ArrayList<>();

    @Option(names = "--all", description = "All that there are now.")
    boolean all;

    @Mixin DeadLetterChoice choice;

    @Option(names = "--dry-run", description = "Say what would be put back, and leave it.")
    boolean dryRun;

    @Option(names = "--limit", paramLabel = "N", description = "Put back so many at most.")
    long limit;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            converter = ReadRate.class,
            description = "So fast at most: 50/s, 600/m.")
    Rate rate;

    @Option(
            names = "--max-replays",
            paramLabel = "N",
            description =
                    "Leave mails that were put back so often already (default: ${DEFAULT-VALUE}).")
    int maxReplays = ReplayOrder.MAX_REPLAYS;

    @Option(
            names = "--again",
            description = "Also those that were put back before; who was accepted gets nothing.")
    boolean again;

    @Option(
            names = "--forgotten",
            description =
                    "Also those that failed before what the status topic still holds, of which"
                            + " nobody knows whether they were accepted since.")
    boolean forgotten;

    @Option(names = "--verbose", description = "Also a line for each letter.")
    boolean verbose;

    @Option(names = "--json", description = "Print JSON; with --verbose an object a line.")
    boolean json;

    @Spec CommandSpec spec;

    @Inject DeadLetters deadLetters;
    @Inject Clock clock;

    @Override
    public Integer call() {
        ReplayOrder order =
                new ReplayOrder(filter(), limit, rate, maxReplays, again, forgotten, dryRun);
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
        Rows rows = new Rows(spec.commandLine().getOut(), progress);
        ReplayReport report = deadLetters.replay(order, progress, rows);
        progress.clear();
        print(report, spec.commandLine().getOut());
        report.trouble()
                .ifPresent(
                        why -> {
                            PrintWriter err = spec.commandLine().getErr();
                            err.println("waypost: stopped before the end: " + why);
                            err.println("waypost: the same command goes on from there");
                            err.flush();
                        });
        boolean missing = !report.limited() && report.trouble().isEmpty() && rows.tellMissing();
        return report.trouble().isEmpty() && !missing && rows.stayed == 0 ? 0 : 1;
    }

    private DeadLetterFilter filter() {
        if (places.isEmpty() && !all && choice.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "say which: places, --all, or options that choose some");
        }
        if (all && !places.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "places or --all, not both");
        }
        return choice.filter(clock.instant()).within(places);
    }

    private void print(ReplayReport report, PrintWriter out) {
        if (json) {
            out.println(DeadLetterJson.report(report));
        } else {
            out.printf(
                    "%,d dead letters chosen, %,d %s%s%n",
                    report.matched(),
                    report.putBack(),
                    report.dryRun() ? "would be put back" : "put back",
                    report.dryRun()
                            ? ""
                            : " in %.1f s (%,.0f/s)"
                                    .formatted(
                                            report.took().toMillis() / 1000.0, report.perSecond()));
            report.reasons().forEach((why, count) -> out.printf("%9d  %s%n", count, why));
            for (Map.Entry<HeldBack, Long> held : report.heldBack().entrySet()) {
                out.printf("%9d  stay: %s%n", held.getValue(), words(held.getKey()));
            }
            if (report.limited()) {
                out.println("stopped at --limit; there may be more");
            }
        }
        out.flush();
    }

    private static String words(HeldBack why) {
        return why.words()
                + switch (why) {
                    case REPLAYED -> " (--again does it again)";
                    case TOO_OFTEN -> " (--max-replays)";
                    case FORGOTTEN -> " (--forgotten takes them too)";
                    default -> "";
                };
    }

    /** Reads {@code 50/s}. */
    static final class ReadRate implements ITypeConverter<Rate> {
        @Override
        public Rate convert(String text) {
            return DeadLetterChoice.read(Rate::valueOf, text);
        }
    }

    /** What became of each, where somebody wants to know. */
    private final class Rows implements ReplayListener {

        private final PrintWriter out;
        private final ProgressLine progress;
        private final Set<PlaceRange> missing = new LinkedHashSet<>(places);
        private long done;

        /** Letters that were asked for by their place and stay. */
        private long stayed;

        Rows(PrintWriter out, ProgressLine progress) {
            this.out = out;
            this.progress = progress;
        }

        @Override
        public void putBack(DeadLetterRecord letter, RecordPlace now) {
            progress.putBack(++done);
            row(letter, now == null ? "would be put back" : "put back as " + now);
        }

        @Override
        public void heldBack(DeadLetterRecord letter, HeldBack why) {
            stayed += places.isEmpty() ? 0 : 1;
            row(letter, "stays: " + words(why));
        }

        /** Places that were asked for and hold no letter. */
        boolean tellMissing() {
            PrintWriter err = spec.commandLine().getErr();
            missing.forEach(it -> err.println("waypost: no dead letter at " + it));
            err.flush();
            return !missing.isEmpty();
        }

        private void row(DeadLetterRecord letter, String ending) {
            missing.removeIf(range -> range.contains(letter.place()));
            if (verbose || !places.isEmpty()) {
                out.println(
                        json
                                ? DeadLetterJson.row(letter).put("ending", ending).toString()
                                : DeadLetterText.line(letter) + "\t" + ending);
            }
        }
    }
}
