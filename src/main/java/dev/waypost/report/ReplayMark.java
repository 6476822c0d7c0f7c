package dev.waypost.report;

import java.time.Instant;
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

    /** The event's value, in UTF-8. */
    public byte[] json() {
        return StatusData.json(
                mailId,
                json -> {
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
                    deadLetter.write(json, "dead_letter");
                    if (record != null) {
                        record.write(json, "record");
                    }
                });
    }

    /** What makes a CloudEvent of it, in binary mode. */
    public Map<String, String> headers() {
        return StatusData.headers(deadLetter.toString(), now);
    }

    /** For logs: no recipients. */
    @Override
    public String toString() {
        return "replay of " + deadLetter;
    }
}
