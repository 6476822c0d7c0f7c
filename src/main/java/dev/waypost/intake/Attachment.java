package dev.waypost.intake;

import dev.waypost.intake.field.Field;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A file that travels in the mail. Read from strict base64 (RFC 4648 section 4: padded, no line
 * breaks), and held against {@code size} and {@code sha256} where the event gives them.
 *
 * @param fileName as the recipient will see it; may be non-ASCII
 * @param contentType never multipart
 * @param content decoded bytes
 * @param inline shown within the HTML (multipart/related) instead of listed beside it
 * @param contentId null unless the HTML refers to it as {@code cid:}
 */
public record Attachment(
        String fileName,
        MediaType contentType,
        byte[] content,
        boolean inline,
        MessageId contentId) {

    /** Reads {@code attachments}; worthless if there were complaints. */
    static List<Attachment> all(Field attachments) {
        List<Attachment> read = new ArrayList<>();
        for (Field attachment : attachments.items()) {
            read.add(one(attachment));
        }
        return List.copyOf(read);
    }

    private static Attachment one(Field attachment) {
        byte[] content = content(attachment.get("content"));
        if (content != null) {
            checkSize(attachment.get("size"), content);
            checkDigest(attachment.get("sha256"), content);
        }
        return new Attachment(
                attachment.get("filename").text(),
                contentType(attachment.get("content_type")),
                content,
                "inline".equals(attachment.get("disposition").text()),
                contentId(attachment.get("content_id")));
    }

    private static byte[] content(Field field) {
        String base64 = field.text();
        if (base64 == null) {
            return null;
        }
        try {
            // The decoder would do without padding, which may be all that shows a cut.
            if (base64.length() % 4 == 0) {
                return Base64.getDecoder().decode(base64);
            }
        } catch (IllegalArgumentException notBase64) {
            // Its message would quote the content.
        }
        field.refuse("must be base64 (RFC 4648 section 4), padded and without line breaks");
        return null;
    }

    private static void checkSize(Field size, byte[] content) {
        if (size.number() != null && size.number() != content.length) {
            size.refuse("must be the size of the content, which is " + content.length);
        }
    }

    private static void checkDigest(Field sha256, byte[] content) {
        if (sha256.text() != null && sha256.text().length() == 64) {
            String digest = HexFormat.of().formatHex(digest(content));
            if (!digest.equalsIgnoreCase(sha256.text())) {
                sha256.refuse("must be the SHA-256 of the content; it is that of other content");
            }
        }
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static MediaType contentType(Field field) {
        if (field.text() == null) {
            return MediaType.OCTETS;
        }
        MediaType type = MediaType.of(field.text());
        if (type == null) {
            field.refuse("must be a media type such as application/pdf (RFC 2045 section 5.1)");
        } else if (type.topLevel().equals("multipart")) {
            field.refuse("must be the media type of one file, not multipart");
        }
        return type;
    }

    private static MessageId contentId(Field field) {
        try {
            return field.text() == null ? null : new MessageId(field.text());
        } catch (IllegalArgumentException e) {
            field.refuse(e.getMessage());
            return null;
        }
    }

    /** For logs: its size, not its name or content. */
    @Override
    public String toString() {
        return "an attachment of " + content.length + " octets";
    }
}
