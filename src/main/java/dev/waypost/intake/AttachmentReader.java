package dev.waypost.intake;

import dev.waypost.intake.field.Field;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads attachments: decodes base64 (RFC 4648 section 4, strictly: padded, no line breaks), and
 * holds the content against {@code size} and {@code sha256} where the event gives them.
 */
final class AttachmentReader {

    private AttachmentReader() {}

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

    private static String contentId(Field field) {
        String id = field.text();
        if (id == null) {
            return null;
        }
        Optional<String> bare = MessageId.bare(id);
        if (bare.isEmpty()) {
            field.refuse("must be printable ASCII without spaces and angle brackets");
        }
        return bare.orElse(null);
    }
}
