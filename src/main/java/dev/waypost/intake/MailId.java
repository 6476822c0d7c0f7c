package dev.waypost.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypost.intake.field.CleanText;
import dev.waypost.intake.field.Utf8;
import java.util.List;

/**
 * What an event's id may be: it becomes a Kafka key, a log field and the seed of the Message-ID.
 */
public final class MailId {

    static final int LONGEST = 256;

    private MailId() {}

    /** What these octets say, where that may be an id; else null. */
    public static String in(byte[] octets) {
        return octets == null ? null : valid(Utf8.decode(octets));
    }

    /**
     * The id that somebody meant to give a mail which is refused, perhaps for its id: at the top of
     * the value or in its {@code data}, as text or as a whole number. Null where there is none.
     */
    static String meant(JsonNode value) {
        for (JsonNode id : List.of(value.path("id"), value.path("data").path("id"))) {
            String text = id.isTextual() || id.isIntegralNumber() ? valid(id.asText()) : null;
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static String valid(String id) {
        return id == null || fault(id) != null ? null : id;
    }

    /** What is wrong with the id, or null. */
    static String fault(String id) {
        if (id.isBlank()) {
            return "must not be blank";
        }
        if (id.length() > LONGEST) {
            return "must have at most " + LONGEST + " characters";
        }
        return CleanText.fault(id);
    }
}
