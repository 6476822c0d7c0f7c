package dev.waypost.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.waypost.intake.field.Field;
import dev.waypost.intake.field.Pointer;
import dev.waypost.intake.field.Violations;

/**
 * The mail out of whichever form it came in, and its identity. CloudEvents {@code id} and {@code
 * source} are the identity where there are any; an id in the mail itself may repeat it but not
 * contradict it.
 *
 * @param id null after a complaint
 * @param source {@code ""} for bare JSON
 * @param expiryTime an empty field when absent
 * @param data the mail; of any JSON type as yet
 */
record UnwrappedEvent(String id, String source, Field expiryTime, Field data) {

    /** Unwraps the value, complaining to {@code violations}. */
    static UnwrappedEvent of(RecordHeaders headers, JsonNode value, Violations violations)
            throws InvalidEvent {
        Field whole = new Field(value, Pointer.ROOT, violations);
        return switch (EventForm.of(headers, value)) {
            case BARE -> bare(headers, whole);
            case BINARY -> binary(headers, whole);
            case STRUCTURED -> structured(headers, whole);
        };
    }

    private static UnwrappedEvent bare(RecordHeaders headers, Field mail) {
        Field header = header(headers, "id", mail.violations());
        String headerId = header.text();
        String fault = headerId == null ? null : MailId.fault(headerId);
        if (fault != null) {
            header.refuse(named("id") + fault);
        }
        boolean mayHaveId = mail.node().isObject() && ForeignShape.of(mail.node()) == null;
        if (headerId == null && mayHaveId && mail.get("id").isAbsent()) {
            mail.get("id")
                    .refuse(
                            "is required: as field `id`, as record header `ce_id`,"
                                    + " or as the id of a CloudEvent");
        }
        String id = agreed(fault == null ? headerId : null, mail);
        return new UnwrappedEvent(id, "", new Field(null, Pointer.ROOT, mail.violations()), mail);
    }

    private static UnwrappedEvent binary(RecordHeaders headers, Field mail) throws InvalidEvent {
        String mediaType = headers.mediaType();
        // Absent means JSON: the attribute is optional (CloudEvents 1.0, "datacontenttype").
        if (!mediaType.isEmpty()
                && !mediaType.equals("application/json")
                && !mediaType.endsWith("+json")) {
            mail.refuse("header `content-type` must be application/json");
        }
        CloudEventAttributes attributes =
                CloudEventAttributes.of(
                        name -> header(headers, name, mail.violations()), UnwrappedEvent::named);
        return of(attributes, mail);
    }

    private static UnwrappedEvent structured(RecordHeaders headers, Field event)
            throws InvalidEvent {
        String mediaType = headers.mediaType();
        if (mediaType.startsWith("application/cloudevents")
                && !mediaType.equals("application/cloudevents")
                && !mediaType.equals("application/cloudevents+json")) {
            event.refuse("header `content-type` must be application/cloudevents+json");
        }
        CloudEventAttributes attributes = CloudEventAttributes.of(event::get, attribute -> "");
        Field data = event.get("data");
        if (data.isAbsent()) {
            boolean binary = !event.get("data_base64").isAbsent();
            data.refuse("is required" + (binary ? ", as JSON: data_base64 is not read" : ""));
        }
        return of(attributes, data);
    }

    private static UnwrappedEvent of(CloudEventAttributes attributes, Field data) {
        String id = agreed(attributes.id(), data);
        return new UnwrappedEvent(id, attributes.source(), attributes.expiryTime(), data);
    }

    /** The id outside the mail, which one inside must repeat; or else the one inside. */
    private static String agreed(String outside, Field mail) {
        Field field = mail.get("id");
        String inside = field.text();
        if (inside == null) {
            return outside;
        }
        String fault = MailId.fault(inside);
        if (fault == null && outside != null && !outside.equals(inside)) {
            field.refuse("must be the same as the event's id, or be left out");
        } else if (inside.isBlank() && !inside.isEmpty()) {
            // The schema, which knows lengths, cannot say this.
            field.refuse(fault);
        }
        return outside == null && fault == null ? inside : outside;
    }

    private static Field header(RecordHeaders headers, String name, Violations violations) {
        String value = headers.attribute(name);
        return new Field(value == null ? null : new TextNode(value), Pointer.ROOT, violations);
    }

    private static String named(String attribute) {
        return "header `" + RecordHeaders.PREFIX + attribute + "` ";
    }

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
}
