package dev.waypost.intake;

import dev.waypost.intake.field.CleanText;
import dev.waypost.intake.field.Field;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The attributes of a CloudEvent (CloudEvents 1.0, section "Context attributes") that matter to a
 * mail: id and source are its identity, {@code expirytime} ends its life. Others are passed over.
 *
 * @param id null when absent or invalid
 * @param source null when absent or invalid
 * @param expiryTime an empty field when absent
 */
record CloudEventAttributes(String id, String source, Field expiryTime) {

    /** The only type of event that intake takes. */
    static final String TYPE = "mail.send.v1";

    private static final String SPEC_VERSION = "1.0";
    private static final int LONGEST_SOURCE = 1024;

    /**
     * Reads and checks the attributes.
     *
     * @param attributes finds an attribute by name
     * @param shownAs how a complaint calls an attribute: {@code header `ce_id`} for {@code id}
     */
    static CloudEventAttributes of(
            Function<String, Field> attributes, UnaryOperator<String> shownAs) throws InvalidEvent {
        Reader reader = new Reader(attributes, shownAs);
        String id = reader.required("id", MailId::fault);
        reader.required("specversion", CloudEventAttributes::versionFault);
        String type = reader.required("type", CleanText::fault);
        if (type != null && !type.equals(TYPE)) {
            throw new InvalidEvent(
                    InvalidEvent.Kind.UNKNOWN_EVENT_TYPE,
                    id,
                    attributes.apply("type").pointer().toString(),
                    shownAs.apply("type") + "must be " + TYPE + "; this is another type of event");
        }
        String source = reader.required("source", CloudEventAttributes::sourceFault);
        return new CloudEventAttributes(id, source, reader.optional("expirytime"));
    }

    private static String versionFault(String version) {
        return version.equals(SPEC_VERSION) ? null : "must be " + SPEC_VERSION;
    }

    private static String sourceFault(String source) {
        if (source.isBlank() || source.length() > LONGEST_SOURCE) {
            return "must have 1 to " + LONGEST_SOURCE + " characters";
        }
        return CleanText.fault(source);
    }

    private record Reader(Function<String, Field> attributes, UnaryOperator<String> shownAs) {

        /** The attribute; empty when it is absent or no string. */
        Field optional(String name) {
            Field attribute = attributes.apply(name);
            boolean absent = attribute.isAbsent() || attribute.node().isNull();
            if (!absent && attribute.text() == null) {
                attribute.refuse(shownAs.apply(name) + "must be a string");
            }
            return attribute;
        }

        /** The attribute's value, or null after a complaint. */
        String required(String name, UnaryOperator<String> faults) {
            Field attribute = attributes.apply(name);
            boolean absent = attribute.isAbsent() || attribute.node().isNull();
            String fault;
            if (absent) {
                fault = "is required in a CloudEvent";
            } else if (attribute.text() == null) {
                fault = "must be a string";
            } else {
                fault = faults.apply(attribute.text());
            }
            if (fault == null) {
                return attribute.text();
            }
            attribute.refuse(shownAs.apply(name) + fault);
            return null;
        }
    }
}
