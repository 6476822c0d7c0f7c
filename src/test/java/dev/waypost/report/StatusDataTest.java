package dev.waypost.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
import dev.waypost.intake.MailRecord;
import dev.waypost.smtp.Phase;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What kind of failure it was stands beside each reason, where there was a failure. */
class StatusDataTest {

    private static final Outcome ACCEPTED = outcome(OutcomeClass.ACCEPTED, Reason.ACCEPTED);
    private static final Outcome UNKNOWN = outcome(OutcomeClass.REJECT, Reason.MAILBOX_UNKNOWN);
    private static final Outcome FULL = outcome(OutcomeClass.RETRY, Reason.MAILBOX_FULL);

    @Test
    void each_recipient_has_its_own_classification() throws IOException {
        Map<String, Outcome> recipients = new LinkedHashMap<>();
        recipients.put("ann@example.org", UNKNOWN);
        recipients.put("bob@example.org", FULL);
        recipients.put("eve@example.org", ACCEPTED);

        JsonNode data = data(Status.DEFERRED, FULL, recipients);

        assertThat(data.get("classification").asText()).isEqualTo("QuotaIssues");
        assertThat(data.get("recipients").findValuesAsText("classification"))
                .containsExactly("InvalidRecipient", "QuotaIssues");
    }

    @Test
    void nothing_that_went_well_has_a_classification() throws IOException {
        JsonNode data = data(Status.ACCEPTED, ACCEPTED, Map.of("eve@example.org", ACCEPTED));

        assertThat(data.findValue("classification")).isNull();
    }

    private static JsonNode data(Status status, Outcome outcome, Map<String, Outcome> recipients)
            throws IOException {
        MailRecord record = new MailRecord("t", 0, 1, 0, null, new byte[0], List.of());
        Map<String, Disposition> told = new LinkedHashMap<>();
        recipients.forEach((each, word) -> told.put(each, new Disposition(status, word)));
        DeliveryResult verdict =
                new DeliveryResult(
                        status,
                        outcome,
                        told,
                        List.of(),
                        1,
                        null,
                        true,
                        DeliveryHistory.first(record));
        byte[] json =
                new StatusData("standard", "").of("mail-1", null, null, verdict, Instant.EPOCH);
        return new ObjectMapper().readTree(json);
    }

    private static Outcome outcome(OutcomeClass outcomeClass, Reason reason) {
        return new Outcome(outcomeClass, Scope.RECIPIENT, reason, Phase.RCPT, null, "why", null);
    }
}
