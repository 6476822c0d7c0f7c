package dev.waypost.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** What Kafka's clients say with each try is in the log once a minute. */
class RepeatedLinesTest {

    private static final String KAFKA = "org.apache.kafka.clients.NetworkClient";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final RepeatedLines filter = new RepeatedLines();

    @Test
    void a_line_comes_once_a_minute_whichever_client_says_it() {
        assertThat(isLogged(KAFKA, "[AdminClient clientId=adminclient-9] refused", NOON)).isTrue();
        assertThat(isLogged(KAFKA, "[AdminClient clientId=adminclient-9] refused", NOON)).isFalse();
        assertThat(
                        isLogged(
                                KAFKA,
                                "[Consumer clientId=a, groupId=b] refused",
                                NOON.plusSeconds(59)))
                .isFalse();
        assertThat(
                        isLogged(
                                KAFKA,
                                "[Consumer clientId=a, groupId=b] refused",
                                NOON.plusSeconds(60)))
                .isTrue();
    }

    @Test
    void another_line_is_news() {
        assertThat(isLogged(KAFKA, "[Consumer clientId=a] refused at mail-0=1", NOON)).isTrue();
        assertThat(isLogged(KAFKA, "[Consumer clientId=a] refused at mail-1=1", NOON)).isTrue();
    }

    @Test
    void the_lines_of_others_all_come() {
        for (int i = 0; i < 2; i++) {
            assertThat(isLogged("dev.waypost.report.MailLog", "mail status=accepted", NOON))
                    .isTrue();
            assertThat(isLogged(KAFKA, null, NOON)).isTrue();
            assertThat(isLogged(null, "without a name", NOON)).isTrue();
        }
    }

    private boolean isLogged(String logger, String message, Instant at) {
        LogRecord line = new LogRecord(Level.SEVERE, message);
        line.setLoggerName(logger);
        line.setInstant(at);
        return filter.isLoggable(line);
    }
}
