package dev.waypost.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.intake.MailEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The JSON of a status event, as {@code schema/mail.status.v1.schema.json} and docs/reports.md tell
 * it. A field is absent where it does not apply, and is never renamed. Any thread.
 *
 * @param provider the relay's profile
 * @param pod the host name; {@code ""} where unknown
 */
public record StatusData(String provider, String pod) {

    /** Names the schema of these events, as the CloudEvents attribute {@code dataschema}. */
    public static final String SCHEMA = "https://waypost.dev/schema/mail.status.v1.schema.json";

    /** Rises when a field changes its meaning or goes; a new field does not raise it. */
    static final int SCHEMA_VERSION = 1;

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
            json.writeNumberField("schema_version", SCHEMA_VERSION);
            json.writeStringField("mail_id", mailId);
            writeUnlessEmpty(json, "mail_source", event == null ? "" : event.source());
            json.writeStringField("status", verdict.told().word());
            OutcomeFields.write(json, verdict.outcome());
            json.writeStringField("detail", verdict.outcome().detail());
            json.writeStringField("provider", provider);
            writeUnlessEmpty(json, "pod", pod);
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
            writeCount(json, "accepted_count", next.accepted());
            writeCount(json, "given_up_count", next.givenUp());
            writeRecipients(json, verdict);
            if (log != null) {
                AttemptFields.write(json, log);
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
            json.writeNumberField("schema_version", SCHEMA_VERSION);
            json.writeStringField("mail_id", mailId);
            json.writeStringField("status", verdict.told().word());
            OutcomeFields.writeKind(json, verdict.outcome());
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

    private static void writeUnlessEmpty(JsonGenerator json, String name, String text)
            throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    private static void writeCount(JsonGenerator json, String name, int count) throws IOException {
        if (count > 0) {
            json.writeNumberField(name, count);
        }
    }

    private static void writeRecipients(JsonGenerator json, DeliveryResult verdict)
            throws IOException {
        json.writeArrayFieldStart("recipients");
        for (Map.Entry<String, Disposition> recipient : verdict.recipients().entrySet()) {
            json.writeStartObject();
            json.writeStringField("email", recipient.getKey());
            json.writeStringField("status", recipient.getValue().status().word());
            OutcomeFields.write(json, recipient.getValue().outcome());
            json.writeEndObject();
        }
        json.writeEndArray();
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
