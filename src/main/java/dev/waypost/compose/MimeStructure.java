package dev.waypost.compose;

import dev.waypost.compose.Part.File;
import dev.waypost.compose.Part.Multipart;
import dev.waypost.compose.Part.Text;
import dev.waypost.intake.Attachment;
import dev.waypost.intake.MailEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts an event's body has and how they nest, outermost first:
 *
 * <pre>
 * mixed
 *   alternative
 *     text/plain
 *     text/x-amp-html
 *     related
 *       text/html
 *       inline files
 *     text/calendar
 *   attachments
 * </pre>
 *
 * A level with a single part is left out. Without HTML nothing can refer to an inline file, so it
 * stands among the attachments.
 */
record MimeStructure(MailEvent event, EventFingerprint fingerprint) {

    Part root() {
        List<Part> mixed = new ArrayList<>();
        mixed.add(content());
        for (Attachment attachment : event.attachments()) {
            if (!belongsToHtml(attachment)) {
                mixed.add(new File(attachment));
            }
        }
        return nested("mixed", 0, mixed);
    }

    /** In the order of RFC 2046 section 5.1.4: the last that a reader can show is shown. */
    private Part content() {
        List<Part> alternatives = new ArrayList<>();
        if (event.text() != null || event.html() == null) {
            alternatives.add(Text.of("text/plain", event.text() == null ? "" : event.text()));
        }
        if (event.ampHtml() != null) {
            // Before HTML: readers that know no AMP may show the last part, whatever it is.
            alternatives.add(Text.of("text/x-amp-html", event.ampHtml()));
        }
        if (event.html() != null) {
            alternatives.add(html());
        }
        if (event.calendar() != null) {
            alternatives.add(Text.of(event.calendar()));
        }
        return nested("alternative", 1, alternatives);
    }

    private Part html() {
        List<Part> related = new ArrayList<>();
        related.add(Text.of("text/html", event.html()));
        for (Attachment attachment : event.attachments()) {
            if (belongsToHtml(attachment)) {
                related.add(new File(attachment));
            }
        }
        return nested("related", 2, related);
    }

    private boolean belongsToHtml(Attachment attachment) {
        return attachment.inline() && event.html() != null;
    }

    private Part nested(String subtype, int depth, List<Part> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : new Multipart(subtype, fingerprint.boundary(depth), parts);
    }
}
