package dev.waypost.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.waypost.classify.EnhancedStatus;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.SmtpReply;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.Attempt;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.PortDesk;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.deliver.SubmissionReport;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What became of a mail, told to whoever asked for it: a CloudEvent of type {@code mail.status.v1}
 * in binary mode, keyed by the mail's id. Any thread.
 */
@Singleton
@Named("statusEvent")
@RegisterForReflection
public class StatusEvent {

    private static final JsonFactory JSON = new JsonFactory();

    private final Clock clock;
    private final String provider;
    private final String pod;

    @Inject
    StatusEvent(
            WaypostConfig config,
            @ConfigProperty(name = "hostname") Optional<String> hostname,
            Clock clock) {
        this.provider = config.relay().profile();
        this.pod = hostname.orElse("");
        this.clock = clock;
    }

    /** Makes the message the status event of this exchange's verdict. */
    public void write(Exchange exchange) {
        MailRecord record = exchange.getProperty("record", MailRecord.class);
        Instant now = clock.instant();
        String mailId = mailId(exchange, record);
        OutgoingRecord.in(
                        exchange.getMessage(),
                        mailId.getBytes(StandardCharsets.UTF_8),
                        data(exchange, record, mailId, now))
                .with("ce_specversion", "1.0")
                .with("ce_type", "mail.status.v1")
                .with("ce_source", "waypost")
                .with("ce_id", record.topic() + "/" + record.partition() + "/" + record.offset())
                .with("ce_time", now)
                .with("content-type", "application/json");
    }

    /** The event's id; for a record that has none that can be read, the record's place. */
    private static String mailId(Exchange exchange, MailRecord record) {
        MailEvent event = exchange.getProperty("event", MailEvent.class);
        if (event != null) {
            return event.id();
        }
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (cause instanceof InvalidEvent invalid && invalid.mailId() != null) {
            return invalid.mailId();
        }
        return record.topic() + "/" + record.partition() + "/" + record.offset();
    }

    private byte[] data(Exchange exchange, MailRecord record, String mailId, Instant now) {
        MailEvent event = exchange.getProperty("event", MailEvent.class);
        Verdict verdict = exchange.getProperty(Verdicts.VERDICT, Verdict.class);
        AttemptLog log = exchange.getProperty(PortDesk.ATTEMPTS, AttemptLog.class);
        Redelivery next = verdict.next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("mail_id", mailId);
            json.writeStringField("mail_source", event == null ? "" : event.source());
            json.writeStringField("status", verdict.status());
            json.writeStringField("class", verdict.outcome().outcomeClass().name());
            json.writeStringField("reason", verdict.outcome().reason());
            json.writeStringField("detail", verdict.outcome().detail());
            json.writeStringField("provider", provider);
            json.writeStringField("pod", pod);
            json.writeNumberField("attempt", next.attempts());
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
            json.writeObjectFieldStart("record");
            json.writeStringField("topic", next.topic());
            json.writeNumberField("partition", next.partition());
            json.writeNumberField("offset", next.offset());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
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

    private static void writeRecipients(JsonGenerator json, Verdict verdict) throws IOException {
        json.writeArrayFieldStart("recipients");
        for (Map.Entry<String, Outcome> recipient : verdict.recipients().entrySet()) {
            Outcome outcome = recipient.getValue();
            json.writeStartObject();
            json.writeStringField("email", recipient.getKey());
            json.writeStringField("status", word(verdict, recipient.getKey(), outcome));
            json.writeStringField("reason", outcome.reason());
            if (outcome.reply() != null) {
                json.writeStringField("response", outcome.reply().toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String word(Verdict verdict, String recipient, Outcome outcome) {
        return switch (outcome.outcomeClass()) {
            case ACCEPTED -> "accepted";
            case REJECT -> "rejected";
            case UNCERTAIN -> verdict.status();
            default -> verdict.rejected().contains(recipient) ? verdict.status() : "deferred";
        };
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
            json.writeStringField("reason", attempt.outcome().reason());
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
