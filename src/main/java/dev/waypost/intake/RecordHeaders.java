package dev.waypost.intake;

import dev.waypost.intake.field.Utf8;
import java.util.List;
import java.util.Locale;

/**
 * The record headers that intake reads: {@code content-type} and the CloudEvents attributes with
 * their prefix {@code ce_} (Kafka protocol binding for CloudEvents 1.0, section 3.2.3). Names are
 * compared without case; of a repeated header the last counts, as in Kafka's own {@code
 * lastHeader}.
 */
record RecordHeaders(List<MailRecord.Header> all) {

    static final String PREFIX = "ce_";

    /** The value of an attribute, or null; octets that are not UTF-8 give U+0000, never valid. */
    String attribute(String name) {
        return value(PREFIX + name);
    }

    /** The media type without parameters, in lower case; {@code ""} when there is none. */
    String mediaType() {
        String value = value("content-type");
        return value == null ? "" : value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The id in the {@code ce_id} header where it is valid, else null. */
    String validId() {
        String id = attribute("id");
        return id != null && MailId.fault(id) == null ? id : null;
    }

    private String value(String name) {
        for (int i = all.size() - 1; i >= 0; i--) {
            MailRecord.Header header = all.get(i);
            if (header.value() != null && name.equalsIgnoreCase(header.name())) {
                String text = Utf8.decode(header.value());
                return text == null ? "\0" : text;
            }
        }
        return null;
    }
}
