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
import java.util.LinkedHashMap;
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
    static final String SCHEMA = "https://waypost.dev/schema/mail.status.v1.schema.json";

    /** Rises when a field changes its meaning or goes; a new field does not raise it. */
    private static final int SCHEMA_VERSION = 1;

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
        return json(
                mailId,
                json -> {
                    writeUnlessEmpty(json, "mail_source", event == null ? "" : event.source());
                    json.writeStringField("status", verdict.told().word());
                    OutcomeFields.write(json, verdict.outcome());
                    json.writeStringField("detail", verdict.outcome().detail());
                    json.writeStringField("provider", provider);
                    writeUnlessEmpty(json, "pod", pod);
                    writeTimes(json, next, verdict.maxAttempts(), now);
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
                    next.place().write(json, "record");
                });
    }

    /**
     * What is left of it where the topic takes no more: which mail, what became of it, and where
     * its record stands. Its marks are in a header.
     */
    public byte[] shortened(String mailId, DeliveryResult verdict, Instant now) {
        return json(
                mailId,
                json -> {
                    json.writeStringField("status", verdict.told().word());
                    OutcomeFields.writeKind(json, verdict.outcome());
                    json.writeBooleanField("shortened", true);
                    json.writeNumberField("attempt", verdict.next().attempts());
                    json.writeStringField("event_time", now.toString());
                    verdict.next().place().write(json, "record");
                });
    }

    /** The fields of one event, behind those that all have. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] json(String mailId, Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("schema_version", SCHEMA_VERSION);
            json.writeStringField("mail_id", mailId);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The record headers that make a CloudEvent of it, in binary mode.
     *
     * @param id of the event, not of the mail
     */
    public static Map<String, String> headers(String id, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", "mail.status.v1");
        headers.put("ce_source", "waypost");
        headers.put("ce_id", id);
        headers.put("ce_time", now.toString());
        headers.put("ce_dataschema", SCHEMA);
        headers.put("content-type", "application/json");
        return headers;
    }

    private static void writeTimes(
            JsonGenerator json, DeliveryHistory next, int maxAttempts, Instant now)
            throws IOException {
        json.writeNumberField("attempt", next.attempts());
        json.writeNumberField("max_attempts", maxAttempts);
        json.writeStringField("event_time", now.toString());
        if (next.firstAttemptAt() != null) {
            json.writeStringField("first_attempt_at", next.firstAttemptAt().toString());
            json.writeNumberField(
                    "age_seconds", Duration.between(next.firstAttemptAt(), now).toSeconds());
        }
        if (next.dueAt() != null) {
            json.writeStringField("next_attempt_at", next.dueAt().toString());
        }
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
