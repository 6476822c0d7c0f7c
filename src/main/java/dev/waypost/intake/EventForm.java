package dev.waypost.intake;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The three forms in which a record carries an event; the last two are the content modes of the
 * Kafka protocol binding for CloudEvents 1.0, section 3.
 */
enum EventForm {
    /** The value is the mail; a {@code ce_id} header may name its id. */
    BARE,
    /** The value is a CloudEvent, the mail is its {@code data}. */
    STRUCTURED,
    /** The value is the mail, the CloudEvent's attributes are headers. */
    BINARY;

    private static final String CLOUD_EVENTS = "application/cloudevents";

    /** The content type decides, then the headers, then the look of the value. */
    static EventForm of(RecordHeaders headers, JsonNode value) {
        if (headers.mediaType().startsWith(CLOUD_EVENTS)) {
            return STRUCTURED;
        }
        if (headers.attribute("specversion") != null
                || headers.attribute("type") != null
                || headers.attribute("source") != null) {
            return BINARY;
        }
        return value.has("specversion") && value.has("data") ? STRUCTURED : BARE;
    }
}
