package dev.waypost.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.PublishedSchemas;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
import dev.waypost.intake.MailRecord;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A status event says what its published schema says, and each thing in one way. */
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

    @Test
    void the_reply_has_one_shape_for_the_mail_and_for_each_recipient() throws IOException {
        Outcome refused =
                new Outcome(
                        OutcomeClass.REJECT,
                        Scope.RECIPIENT,
                        Reason.MAILBOX_UNKNOWN,
                        Phase.RCPT,
                        SmtpReply.of(550, "5.1.1 no such user"),
                        "why",
                        null);

        JsonNode data = data(Status.REJECTED, refused, Map.of("ann@example.org", refused));

        assertThat(data.get("response").toString())
                .isEqualTo(
                        "{\"code\":550,\"enhanced_status\":\"5.1.1\",\"text\":\"no such user\"}");
        assertThat(data.at("/recipients/0/response")).isEqualTo(data.get("response"));
        assertThat(data.at("/recipients/0/phase").asText()).isEqualTo("RCPT");
    }

    @Test
    void what_is_left_of_one_that_the_topic_did_not_take_is_as_published() throws IOException {
        byte[] json =
                new StatusData("standard", "")
                        .shortened(
                                "mail-1",
                                verdict(Status.REJECTED, UNKNOWN, Map.of()),
                                Instant.EPOCH);

        PublishedSchemas.checkStatus(json);
        assertThat(new ObjectMapper().readTree(json).get("shortened").asBoolean()).isTrue();
    }

    private static JsonNode data(Status status, Outcome outcome, Map<String, Outcome> recipients)
            throws IOException {
        byte[] json =
                new StatusData("standard", "")
                        .of(
                                "mail-1",
                                null,
                                null,
                                verdict(status, outcome, recipients),
                                Instant.EPOCH);
        PublishedSchemas.checkStatus(json);
        return new ObjectMapper().readTree(json);
    }

    private static DeliveryResult verdict(
            Status status, Outcome outcome, Map<String, Outcome> recipients) {
        MailRecord record = new MailRecord("t", 0, 1, 0, null, new byte[0], List.of());
        Map<String, Disposition> told = new LinkedHashMap<>();
        recipients.forEach((each, word) -> told.put(each, new Disposition(status, word)));
        return new DeliveryResult(
                status, outcome, told, List.of(), 1, null, true, DeliveryHistory.first(record));
    }

    private static Outcome outcome(OutcomeClass outcomeClass, Reason reason) {
        return new Outcome(outcomeClass, Scope.RECIPIENT, reason, Phase.RCPT, null, "why", null);
    }
}
