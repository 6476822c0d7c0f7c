package dev.waypost.intake;

import static dev.waypost.intake.AMail.aMail;
import static dev.waypost.intake.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No record is so large or so wrong that it takes long to refuse. */
class FloodTest {

    @Test
    void ten_thousand_recipients_are_refused() {
        String[] many = Collections.nCopies(10_000, "ann@example.net").toArray(String[]::new);

        InvalidEvent refusal = refusalOf(aMail().to(many).record());

        assertThat(refusal).hasMessage("too_large: /to: must have at most 1000 entries");
        assertThat(refusal.mailId()).isEqualTo("order-1");
    }

    @Test
    void recipients_are_counted_over_to_cc_and_bcc() {
        String[] many = Collections.nCopies(501, "ann@example.net").toArray(String[]::new);

        assertThat(refusalOf(aMail().to(many).bcc(many).record()))
                .hasMessageContaining("at most 1000 recipients in `to`, `cc` and `bcc`");
    }

    @Test
    void a_subject_of_two_megabytes_is_refused() {
        InvalidEvent refusal = refusalOf(aMail().subject("s".repeat(2_000_000)).record());

        assertThat(refusal).hasMessage("invalid_event: /subject: must have at most 998 characters");
    }

    @Test
    void a_subject_is_counted_in_octets() {
        InvalidEvent refusal = refusalOf(aMail().subject("ß".repeat(500)).record());

        assertThat(refusal).hasMessage("invalid_event: /subject: must have at most 998 octets");
    }

    @Test
    void a_hundred_thousand_unknown_fields_are_refused() {
        StringBuilder json = new StringBuilder("{\"id\":\"a\"");
        for (int i = 0; i < 100_000; i++) {
            json.append(",\"f").append(i).append("\":0");
        }

        InvalidEvent refusal = refusalOf(AMail.record(json + "}"));

        assertThat(refusal).hasMessage("too_large: must have at most 1000 entries");
    }

    @Test
    @Timeout(30)
    void a_flood_of_faults_costs_little() {
        Map<String, Integer> unknown = new HashMap<>();
        for (int i = 0; i < 900; i++) {
            unknown.put("f".repeat(58) + i, 0);
        }

        InvalidEvent refusal =
                refusalOf(aMail().with("attachments", Collections.nCopies(50, unknown)).record());

        assertThat(refusal.violations()).hasSize(50);
        assertThat(refusal.getMessage()).endsWith("; and 45050 more").hasSizeLessThan(20_000);
    }

    @ParameterizedTest
    @Timeout(30)
    @CsvSource({
        "to, <",
        "to, \"",
        "from, .",
        "message_id, .",
        "send_at, 0",
        "envelope_from, @",
        "stream, a",
        "id, x",
        "idempotency_key, x"
    })
    void ten_megabytes_in_any_field_are_refused_soon(String field, String character) {
        InvalidEvent refusal =
                refusalOf(aMail().with(field, character.repeat(10_000_000)).record());

        assertThat(refusal.kind()).hasToString("invalid_event");
        assertThat(refusal.getMessage()).hasSizeLessThan(1000);
    }
}
