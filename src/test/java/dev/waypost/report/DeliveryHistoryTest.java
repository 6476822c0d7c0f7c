package dev.waypost.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
import dev.waypost.intake.MailRecord;
import dev.waypost.smtp.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryHistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void what_lies_behind_a_record_survives_its_headers() {
        DeliveryHistory next =
                DeliveryHistory.first(record(Map.of()))
                        .next(
                                true,
                                NOW,
                                NOW.plusSeconds(60),
                                List.of("ann@example.org"),
                                outcome(),
                                true);

        assertThat(DeliveryHistory.of(record(next.headers()))).isEqualTo(next);
        assertThat(next.attempts()).isEqualTo(1);
        assertThat(next.firstAttemptAt()).isEqualTo(NOW);
        assertThat(next.history())
                .containsExactly("2026-01-01T00:00:00Z RETRY unknown_trouble RCPT -");
    }

    @Test
    void a_pass_that_counts_not_leaves_attempts_and_first_attempt_alone() {
        DeliveryHistory next =
                DeliveryHistory.first(record(Map.of()))
                        .next(false, NOW, NOW, List.of(), outcome(), true);

        assertThat(next.attempts()).isZero();
        assertThat(next.firstAttemptAt()).isNull();
    }

    @Test
    void headers_that_cannot_be_read_are_as_at_first() {
        Map<String, String> rubbish =
                Map.of(
                        "waypost-attempts", "many",
                        "waypost-due-at", "soon",
                        "waypost-first-attempt-at", "once",
                        "waypost-offset", "");

        assertThat(DeliveryHistory.of(record(rubbish)))
                .isEqualTo(DeliveryHistory.first(record(Map.of())));
    }

    @Test
    void a_long_life_keeps_its_latest_passes() {
        DeliveryHistory redelivery = DeliveryHistory.first(record(Map.of()));
        for (int pass = 0; pass < 100; pass++) {
            redelivery =
                    redelivery.next(true, NOW.plusSeconds(pass), NOW, List.of(), outcome(), true);
        }

        assertThat(redelivery.attempts()).isEqualTo(100);
        assertThat(redelivery.history())
                .hasSize(30)
                .last()
                .asString()
                .startsWith("2026-01-01T00:01:39Z");
    }

    private static Outcome outcome() {
        return new Outcome(
                OutcomeClass.RETRY,
                Scope.MESSAGE,
                Reason.UNKNOWN_TROUBLE,
                Phase.RCPT,
                null,
                "why",
                null);
    }

    private static MailRecord record(Map<String, String> headers) {
        return new MailRecord(
                "outbound-mail.retry.1m",
                0,
                7,
                0,
                null,
                new byte[0],
                headers.entrySet().stream()
                        .map(h -> new MailRecord.Header(h.getKey(), h.getValue().getBytes(UTF_8)))
                        .toList());
    }
}
