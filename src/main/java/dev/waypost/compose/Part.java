package dev.waypost.compose;

import dev.waypost.intake.Attachment;
import dev.waypost.intake.Calendar;
import dev.waypost.intake.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A MIME entity: its Content fields, an empty line, its body (RFC 2045 section 2.4). */
sealed interface Part {

    /** Writes fields and body; the last line of the body is left unended. */
    void writeTo(MessageBuffer out) throws UncomposableEvent;

    /** A guess at how many octets will be written. */
    long expectedLength();

    /**
     * A text, such as {@code text/plain}.
     *
     * @param parameters of Content-Type, besides charset
     */
    record Text(
            String type,
            Map<String, String> parameters,
            byte[] utf8,
            TransferEncoding.Choice travels)
            implements Part {

        private Text(String type, Map<String, String> parameters, byte[] utf8) {
            this(type, parameters, utf8, TransferEncoding.forText(utf8));
        }

        static Text of(String type, String text) {
            return new Text(type, Map.of(), text.getBytes(StandardCharsets.UTF_8));
        }

        /** RFC 6047 section 2.4. */
        static Text of(Calendar calendar) {
            return new Text(
                    "text/calendar",
                    Map.of("method", calendar.method()),
                    calendar.content().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void writeTo(MessageBuffer out) throws UncomposableEvent {
            TransferEncoding encoding = travels.encoding();
            HeaderWriter header = new HeaderWriter(out);
            header.begin("Content-Type").token(type).parameter("charset", "UTF-8");
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                header.parameter(parameter.getKey(), parameter.getValue());
            }
            header.end();
            header.single("Content-Transfer-Encoding", encoding.token());
            out.endLine();
            out.expect(expectedBody());
            encoding.writeText(utf8, out);
        }

        @Override
        public long expectedLength() {
            return 100 + expectedBody();
        }

        /** With the end of its last line; nothing is guessed where it travels as it is. */
        private long expectedBody() {
            int length = travels.length();
            boolean isOpen =
                    length > 0 && utf8[utf8.length - 1] != '\n' && utf8[utf8.length - 1] != '\r';
            return switch (travels.encoding()) {
                case SEVEN_BIT -> isOpen ? length + 2 : length;
                case QUOTED_PRINTABLE -> length + length / 2;
                case BASE64 -> length * 140L / 100;
            };
        }
    }

    /** An attachment, always in base64. */
    record File(Attachment attachment) implements Part {

        private static final Set<String> COMPOSITE = Set.of("multipart", "message");

        @Override
        public void writeTo(MessageBuffer out) throws UncomposableEvent {
            HeaderWriter header = new HeaderWriter(out);
            header.begin("Content-Type").token(type().name());
            for (Map.Entry<String, String> parameter : type().parameters().entrySet()) {
                header.parameter(parameter.getKey(), parameter.getValue());
            }
            FileName fileName = new FileName(attachment.fileName());
            fileName.writeName(header);
            header.end();
            header.single("Content-Transfer-Encoding", TransferEncoding.BASE64.token());
            header.begin("Content-Disposition");
            header.token(attachment.inline() ? "inline" : "attachment");
            fileName.writeFileName(header);
            header.end();
            if (attachment.contentId() != null) {
                header.single("Content-ID", attachment.contentId().text());
            }
            out.endLine();
            TransferEncoding.writeBase64(attachment.content(), out);
        }

        /** RFC 2045 section 6.4 forbids base64 for a type that is parts or a message. */
        private MediaType type() {
            MediaType type = attachment.contentType();
            return COMPOSITE.contains(type.topLevel()) ? MediaType.OCTETS : type;
        }

        @Override
        public long expectedLength() {
            return 400 + attachment.content().length * 140L / 100;
        }
    }

    /** Parts under one boundary (RFC 2046 section 5.1). */
    record Multipart(String subtype, String boundary, List<Part> parts) implements Part {

        @Override
        public void writeTo(MessageBuffer out) throws UncomposableEvent {
            out.expect(expectedLength());
            HeaderWriter header = new HeaderWriter(out);
            header.begin("Content-Type").token("multipart/" + subtype);
            if (subtype.equals("related")) {
                // RFC 2387 section 3.1: the type of the root is required.
                header.separator(';').token("type=\"text/html\"");
            }
            header.separator(';').token("boundary=\"" + boundary + "\"").end();
            for (Part part : parts) {
                out.append("\r\n--" + boundary + "\r\n");
                part.writeTo(out);
            }
            out.append("\r\n--" + boundary + "--\r\n");
        }

        @Override
        public long expectedLength() {
            return 200 + parts.stream().mapToLong(part -> 60 + part.expectedLength()).sum();
        }
    }
}
