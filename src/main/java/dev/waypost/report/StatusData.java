package dev.waypost.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.waypost.classify.Classification;
import dev.waypost.classify.Outcome;
import dev.waypost.deliver.Attempt;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.intake.MailEvent;
import dev.waypost.smtp.EnhancedStatus;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON of a status event; docs/reports.md has its fields. A field is absent where it does not
 * apply, and is never renamed. Any thread.
 *
 * @param provider the relay's profile
 * @param pod the host name; {@code ""} where unknown
 */
public record StatusData(String provider, String pod) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * The value of a status event, in UTF-8.
     *
     * @param event null where it could not be read
     * @param log null where no pass began
     */
    public byte[] of(
            String mailId, MailEvent event, AttemptLog log, DeliveryResult verdict, Instant now) {
        DeliveryHistory next = verdict.next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("mail_id", mailId);
            json.writeStringField("mail_source", event == null ? "" : event.source());
            json.writeStringField("status", verdict.status().word());
            json.writeStringField("class", verdict.outcome().outcomeClass().name());
            writeReason(json, verdict.outcome());
            json.writeStringField("detail", verdict.outcome().detail());
            json.writeStringField("provider", provider);
            json.writeStringField("pod", pod);
            json.writeNumberField("attempt", next.attempts());
            json.writeNumberField("max_attempts", verdict.maxAttempts());
            json.writeStringField("event_time", now.toString());
            if (next.firstAttemptAt() != null) {
                json.writeStringField("first_attempt_at", next.firstAttemptAt().toString());
                json.writeNumberField(
                        "age_seconds", Duration.between(next.firstAttemptAt(), now).toSeconds());
            }
            if (next.dueAt() != null) {
                json.writeStringField("next_attempt_at", next.dueAt().toString());
            }
            writeResponse(json, verdict.outcome());
            writeRecipients(json, verdict);
            if (log != null) {
                writeAttempts(json, log);
            }
            if (event != null) {
                json.writeStringField("idempotency_key", event.idempotencyKey());
                writeEcho(json, event);
            }
            writeRecord(json, next);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * What is left of it where the topic takes no more: which mail, what became of it, and where
     * its record stands. Its marks are in a header.
     */
    public byte[] shortened(String mailId, DeliveryResult verdict, Instant now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("mail_id", mailId);
            json.writeStringField("status", verdict.status().word());
            json.writeStringField("class", verdict.outcome().outcomeClass().name());
            writeReason(json, verdict.outcome());
            json.writeBooleanField("shortened", true);
            json.writeNumberField("attempt", verdict.next().attempts());
            json.writeStringField("event_time", now.toString());
            writeRecord(json, verdict.next());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeRecord(JsonGenerator json, DeliveryHistory next) throws IOException {
        json.writeObjectFieldStart("record");
        json.writeStringField("topic", next.topic());
        json.writeNumberField("partition", next.partition());
        json.writeNumberField("offset", next.offset());
        json.writeEndObject();
    }

    private static void writeReason(JsonGenerator json, Outcome outcome) throws IOException {
        json.writeStringField("reason", outcome.reason().slug());
        Optional<Classification> classification = outcome.reason().classification();
        if (classification.isPresent()) {
            json.writeStringField("classification", classification.get().label());
        }
    }

    private static void writeResponse(JsonGenerator json, Outcome outcome) throws IOException {
        SmtpReply reply = outcome.reply();
        if (reply == null) {
            return;
        }
        json.writeObjectFieldStart("response");
        json.writeNumberField("code", reply.code());
        EnhancedStatus enhanced = reply.enhanced();
        if (enhanced != null) {
            json.writeObjectFieldStart("enhanced");
            json.writeNumberField("class", enhanced.statusClass());
            json.writeNumberField("subject", enhanced.subject());
            json.writeNumberField("detail", enhanced.detail());
            json.writeEndObject();
        }
        json.writeStringField("text", reply.text());
        json.writeStringField("command", outcome.phase().label());
        json.writeEndObject();
    }

    private static void writeRecipients(JsonGenerator json, DeliveryResult verdict)
            throws IOException {
        json.writeArrayFieldStart("recipients");
        for (Map.Entry<String, Disposition> recipient : verdict.recipients().entrySet()) {
            Outcome outcome = recipient.getValue().outcome();
            json.writeStartObject();
            json.writeStringField("email", recipient.getKey());
            json.writeStringField("status", recipient.getValue().status().word());
            writeReason(json, outcome);
            if (outcome.reply() != null) {
                json.writeStringField("response", outcome.reply().toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAttempts(JsonGenerator json, AttemptLog log) throws IOException {
        json.writeStringField("message_id", log.messageId());
        json.writeNumberField("size", log.size());
        if (log.report() != null) {
            writeAcceptance(json, log.report());
        }
        if (!log.attempts().isEmpty()) {
            SubmissionPort last = log.attempts().get(log.attempts().size() - 1).port();
            json.writeObjectFieldStart("endpoint");
            writePort(json, last);
            json.writeEndObject();
        }
        json.writeArrayFieldStart("chain");
        for (Attempt attempt : log.attempts()) {
            json.writeStartObject();
            writePort(json, attempt.port());
            json.writeStringField("outcome", attempt.outcome().outcomeClass().name());
            json.writeStringField("reason", attempt.outcome().reason().slug());
            json.writeNumberField("duration_ms", attempt.took().toMillis());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAcceptance(JsonGenerator json, SubmissionReport report)
            throws IOException {
        String reply = report.reply().text();
        json.writeStringField("provider_reply", reply);
        Optional<String> id = ProviderMessageId.in(reply);
        if (id.isPresent()) {
            json.writeStringField("provider_message_id", id.get());
        }
        String[] tls = report.tls().split(" ", 2);
        json.writeObjectFieldStart("tls");
        json.writeStringField("version", tls[0]);
        json.writeStringField("cipher", tls.length > 1 ? tls[1] : "");
        json.writeEndObject();
    }

    private static void writePort(JsonGenerator json, SubmissionPort port) throws IOException {
        json.writeStringField("host", port.host());
        json.writeNumberField("port", port.number());
        json.writeStringField("tls", port.tlsMode());
    }

    private static void writeEcho(JsonGenerator json, MailEvent event) throws IOException {
        if (event.stream() != null) {
            json.writeStringField("stream", event.stream());
        }
        if (!event.tags().isEmpty()) {
            json.writeArrayFieldStart("tags");
            for (String tag : event.tags()) {
                json.writeString(tag);
            }
            json.writeEndArray();
        }
        if (!event.metadata().isEmpty()) {
            json.writeObjectFieldStart("metadata");
            for (Map.Entry<String, String> entry : event.metadata().entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
    }
}
