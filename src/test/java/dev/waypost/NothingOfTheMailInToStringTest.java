package dev.waypost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.camel.RelayMessage;
import dev.waypost.compose.Envelope;
import dev.waypost.intake.Attachment;
import dev.waypost.intake.CustomHeaders;
import dev.waypost.intake.ListUnsubscribe;
import dev.waypost.intake.MailRecord;
import dev.waypost.intake.MediaType;
import dev.waypost.intake.MessageId;
import dev.waypost.intake.address.Address;
import dev.waypost.smtp.RecipientReply;
import dev.waypost.smtp.SmtpReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Camel puts the value that an expression failed on into its message, and messages reach the log:
 * what holds anything that a user wrote says its id there, or less.
 */
class NothingOfTheMailInToStringTest {

    private static final String MARKER = "marker-4711";

    private static final Pattern PUBLIC_RECORD = Pattern.compile("public record (\\w+)");
    private static final Pattern WORDS_OF_ITS_OWN = Pattern.compile("public String toString\\(");

    /** Public records of these rooms that hold nothing of a mail. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "DeliveryOptions",
                    "Fingerprint",
                    "PhaseTimeouts",
                    "Plan",
                    "PoolLimits",
                    "Postponed",
                    "RelayLimit",
                    "StatusData",
                    "SubmissionPort",
                    "View");

    @Test
    void every_record_that_a_route_can_reach_says_itself_what_it_shows() throws IOException {
        List<String> silent = new ArrayList<>();

        for (String room : List.of("intake", "compose", "smtp", "deliver", "report")) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/waypost", room))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String source = Files.readString(file);
                    List<String> records =
                            PUBLIC_RECORD
                                    .matcher(source)
                                    .results()
                                    .map(found -> found.group(1))
                                    .filter(name -> !HARMLESS.contains(name))
                                    .toList();
                    if (WORDS_OF_ITS_OWN.matcher(source).results().count() < records.size()) {
                        silent.add(file.getFileName() + " " + records);
                    }
                }
            }
        }

        assertThat(silent).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("holders")
    void it_shows_nothing_of_the_mail(Object holder) {
        assertThat(holder.toString()).doesNotContain(MARKER);
    }

    static Stream<Object> holders() {
        byte[] octets = MARKER.getBytes();
        Envelope envelope = new Envelope("<1@example.org>", MARKER, List.of(MARKER), octets, false);
        return Stream.of(
                new Address(MARKER + "@example.org", MARKER),
                new Attachment(
                        MARKER,
                        new MediaType("text/plain", Map.of("name", MARKER)),
                        octets,
                        false,
                        new MessageId(MARKER)),
                new CustomHeaders(Map.of("X-A", List.of(MARKER))),
                new ListUnsubscribe("https://a/" + MARKER, MARKER + "@a", false),
                new MailRecord(
                        "t",
                        0,
                        1,
                        2,
                        octets,
                        octets,
                        List.of(new MailRecord.Header(MARKER, octets))),
                envelope,
                new RelayMessage(envelope, List.of(MARKER)),
                new RecipientReply(MARKER, SmtpReply.of(550, MARKER)));
    }
}
