package dev.waypost.compose;

import dev.waypost.intake.HeaderRules;
import dev.waypost.intake.MailEvent;
import java.util.List;
import java.util.Map;

/**
 * The further header fields that a producer asks for. What may be one is asked again here, so that
 * no caller can say twice what the mail says by itself (RFC 5322 section 3.6).
 */
record CustomFields(MailEvent event) {

    void writeTo(HeaderWriter header) throws UncomposableEvent {
        Map<String, String> faults =
                HeaderRules.faults(event.headers(), event.listUnsubscribe() != null);
        if (!faults.isEmpty()) {
            throw new UncomposableEvent("headers: a field " + faults.values().iterator().next());
        }
        for (Map.Entry<String, List<String>> field : event.headers().entrySet()) {
            for (String value : field.getValue()) {
                header.custom(field.getKey(), value);
            }
        }
    }
}
