package dev.waypost.compose;

import dev.waypost.intake.CustomHeaders;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * A complete message that the event brought (RFC 5322), as it may travel: CRLF line ends, no Bcc,
 * Message-ID and Date added where missing. Every other octet stays.
 *
 * @param messageId the message's own, else the one that was added
 * @param utf8Header a header in it, also of a part, holds non-ASCII, so the relay must offer
 *     SMTPUTF8 (RFC 6532 section 3); a body does not need that
 */
record RawMessage(String messageId, byte[] octets, boolean utf8Header) {

    private static final Set<String> UNSAID = Set.of("bcc", "resent-bcc");

    /**
     * @param event has the message, and header fields to add
     * @param messageId used unless the message has its own
     * @param date used unless the message has its own
     */
    static RawMessage of(MailEvent event, String messageId, String date) throws UncomposableEvent {
        return new Reader(event).read(messageId, date);
    }

    /** One pass over the lines of one message. */
    private static final class Reader {

        private final byte[] raw;
        private final CustomHeaders added;
        private final MessageBuffer out;
        private final HeaderBlocks headers = new HeaderBlocks();
        private final StringBuilder ownId = new StringBuilder();
        private String field = "";
        private boolean hasId;
        private boolean hasDate;
        private int position;
        private int lineStart;
        private int lineEnd;
        private boolean inHeader;
        private boolean utf8Header;

        Reader(MailEvent event) {
            this.raw = event.raw().getBytes(StandardCharsets.UTF_8);
            this.added = event.headers();
            this.out = new MessageBuffer(raw.length + raw.length / 32 + 256);
        }

        RawMessage read(String messageId, String date) throws UncomposableEvent {
            boolean separated = false;
            while (!separated && nextLine()) {
                separated = lineStart == lineEnd;
                if (!separated) {
                    headerLine();
                }
            }
            if (!separated || field.isEmpty()) {
                throw new UncomposableEvent("raw has no empty line between header and body");
            }
            String id = addMissing(messageId, date);
            out.endLine();
            while (nextLine()) {
                writeLine();
            }
            return new RawMessage(id, out.toByteArray(), utf8Header);
        }

        private void headerLine() throws UncomposableEvent {
            boolean folded = raw[lineStart] == ' ' || raw[lineStart] == '\t';
            if (!folded) {
                field = fieldName();
            } else if (field.isEmpty()) {
                throw new UncomposableEvent("raw begins with a folded line");
            }
            if (field.equals("message-id")) {
                if (hasId && !folded) {
                    throw new UncomposableEvent("raw has more than one Message-ID");
                }
                ownId.append(folded ? line() : line().substring(line().indexOf(':') + 1));
                hasId = true;
            }
            hasDate |= field.equals("date");
            if (!UNSAID.contains(field)) {
                writeLine();
            }
        }

        /** Adds to the end of the header, below what others may have traced or signed. */
        private String addMissing(String messageId, String date) throws UncomposableEvent {
            HeaderWriter header = new HeaderWriter(out);
            if (!hasDate) {
                header.single("Date", date);
            }
            header.custom(added);
            if (hasId) {
                return ownId();
            }
            header.single("Message-ID", messageId);
            return messageId;
        }

        private String ownId() throws UncomposableEvent {
            try {
                return new MessageId(ownId.toString().strip()).text();
            } catch (IllegalArgumentException e) {
                throw new UncomposableEvent("raw: Message-ID " + e.getMessage());
            }
        }

        /** Moves to the next line, whatever ends it; false at the end of the message. */
        private boolean nextLine() throws UncomposableEvent {
            if (position == raw.length) {
                return false;
            }
            lineStart = position;
            lineEnd = position;
            while (lineEnd < raw.length && raw[lineEnd] != '\r' && raw[lineEnd] != '\n') {
                // RFC 5322 section 2.1 is about characters 1 to 127 only.
                if (raw[lineEnd] == 0) {
                    throw new UncomposableEvent("raw holds NUL");
                }
                lineEnd++;
            }
            if (lineEnd - lineStart > TransferEncoding.LONGEST_LINE) {
                throw new UncomposableEvent("raw has a line of more than 998 octets");
            }
            inHeader = headers.isHeader(line());
            position = Math.min(raw.length, lineEnd + 1);
            if (position < raw.length && raw[lineEnd] == '\r' && raw[position] == '\n') {
                position++;
            }
            return true;
        }

        private void writeLine() {
            utf8Header |= inHeader && isEightBit();
            out.append(raw, lineStart, lineEnd);
            out.endLine();
        }

        private boolean isEightBit() {
            for (int i = lineStart; i < lineEnd; i++) {
                if (raw[i] < 0) {
                    return true;
                }
            }
            return false;
        }

        /** In lower case; RFC 5322 section 4.5 lets old mail have spaces before the colon. */
        private String fieldName() throws UncomposableEvent {
            int colon = line().indexOf(':');
            String name = colon < 0 ? "" : line().substring(0, colon).stripTrailing();
            if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new UncomposableEvent("raw has a header line that is no field");
            }
            return name.toLowerCase(Locale.ROOT);
        }

        private String line() {
            return new String(raw, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8);
        }
    }
}
