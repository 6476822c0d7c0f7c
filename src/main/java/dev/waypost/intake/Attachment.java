package dev.waypost.intake;

/**
 * A file that travels in the mail.
 *
 * @param fileName as the recipient will see it; may be non-ASCII
 * @param contentType never multipart
 * @param content decoded bytes
 * @param inline shown within the HTML (multipart/related) instead of listed beside it
 * @param contentId without angle brackets; null unless the HTML refers to it as {@code cid:}
 */
public record Attachment(
        String fileName, MediaType contentType, byte[] content, boolean inline, String contentId) {

    /** For logs: its size, not its name or content. */
    @Override
    public String toString() {
        return "an attachment of " + content.length + " octets";
    }
}
