package dev.waypost.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The status event of a mail that was put back from the dead letters: {@code replayed}.
 *
 * @param reason for which it had been given up
 * @param deadLetter where it came from
 * @param record where the mail event stood first; null where that is unknown
 * @param recipients whom it is for; empty for everybody
 * @param replays how often it was put back by now
 */
public record ReplayMark(
        String mailId,
        String reason,
        RecordPlace deadLetter,
        RecordPlace record,
        List<String> recipients,
        int replays,
        Instant now) {

    private static final JsonFactory JSON = new JsonFactory();

    /** The event's value, in UTF-8. */
    public byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("schema_version", StatusData.SCHEMA_VERSION);
            json.writeStringField("mail_id", mailId);
            json.writeStringField("status", Status.REPLAYED.word());
            json.writeStringField("reason", reason);
            json.writeStringField("event_time", now.toString());
            json.writeNumberField("replay_count", replays);
            if (!recipients.isEmpty()) {
                json.writeArrayFieldStart("recipients");
                for (String recipient : recipients) {
                    json.writeStartObject();
                    json.writeStringField("email", recipient);
                    json.writeStringField("status", Status.REPLAYED.word());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            write(json, "dead_letter", deadLetter);
            if (record != null) {
                write(json, "record", record);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What makes a CloudEvent of it, in binary mode. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", "mail.status.v1");
        headers.put("ce_source", "waypost");
        headers.put("ce_id", deadLetter.toString());
        headers.put("ce_time", now.toString());
        headers.put("ce_dataschema", StatusData.SCHEMA);
        headers.put("content-type", "application/json");
        return headers;
    }

    private static void write(JsonGenerator json, String name, RecordPlace place)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("topic", place.topic());
        json.writeNumberField("partition", place.partition());
        json.writeNumberField("offset", place.offset());
        json.writeEndObject();
    }

    /** For logs: no recipients. */
    @Override
    public String toString() {
        return "replay of " + deadLetter;
    }
}
