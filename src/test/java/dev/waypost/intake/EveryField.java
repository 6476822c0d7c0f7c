package dev.waypost.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** The sample that leaves nothing out. */
final class EveryField {

    private EveryField() {}

    /** An event with every field but {@code raw}, and every form of address. */
    static ObjectNode event() throws IOException {
        return (ObjectNode)
                new ObjectMapper()
                        .readTree(
                                """
                                {"id": "a", "from": {"email": "a@example.org", "name": "A"},
                                 "to": ["Ann <ann@example.net>", {"email": "b@c", "name": "B"}],
                                 "cc": "c@example.org", "bcc": {"email": "d@example.org"},
                                 "reply_to": "e@example.org", "envelope_from": "f@example.org",
                                 "subject": "S", "text": "T", "html": "H", "amp_html": "P",
                                 "calendar": {"method": "REQUEST", "content": "BEGIN:VCALENDAR\\r\\nMETHOD:REQUEST\\r\\nEND:VCALENDAR"},
                                 "attachments": [{"filename": "a", "content_type": "text/plain",
                                   "content": "QQ==", "disposition": "inline", "content_id": "c",
                                   "size": 1, "sha256":
                                   "559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd"}],
                                 "headers": {"X-A": "1", "X-B": ["1", "2"]}, "sender": "g@example.org", "message_id": "<a@b>",
                                 "list_unsubscribe": {"url": "https://example.org/",
                                   "mailto": "u@example.org", "one_click": true},
                                 "idempotency_key": "k", "priority": "high", "stream": "s",
                                 "tags": ["t"], "metadata": {"content": "m"},
                                 "send_at": "2026-01-01T00:00:00Z",
                                 "expires_at": "2026-01-02T00:00:00Z",
                                 "delivery": {"uncertain": "hold", "max_attempts": 1,
                                   "require_smtputf8": false}}
                                """);
    }
}
