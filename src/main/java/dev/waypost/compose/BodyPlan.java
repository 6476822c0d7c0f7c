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
 *     related
 *       text/html
 *       inline files
 *   attachments
 * </pre>
 *
 * A level with a single part is left out. Without HTML nothing can refer to an inline file, so it
 * stands among the attachments.
 */
record BodyPlan(MailEvent event, EventFingerprint fingerprint) {

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

    private Part content() {
        if (event.html() == null) {
            return Text.of("plain", event.text() == null ? "" : event.text());
        }
        if (event.text() == null) {
            return html();
        }
        return nested("alternative", 1, List.of(Text.of("plain", event.text()), html()));
    }

    private Part html() {
        List<Part> related = new ArrayList<>();
        related.add(Text.of("html", event.html()));
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
