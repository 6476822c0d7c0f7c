package dev.waypost.compose;

import dev.waypost.intake.MessageId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * 144 bits of SHA-256 over an event's source and id, URL-safe. What is derived from it is the same
 * in every compose of the event, so that a second delivery is recognised by its Message-ID.
 */
record EventFingerprint(String token) {

    private static final int OCTETS = 18;

    /** Found once for each thread: to look for it costs as much as to use it. */
    private static final ThreadLocal<MessageDigest> SHA_256 =
            ThreadLocal.withInitial(EventFingerprint::sha256);

    static EventFingerprint of(String source, String id) {
        byte[] sourceOctets = source.getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = SHA_256.get();
        // The length keeps ("a", "bc") apart from ("ab", "c").
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, sourceOctets.length));
        digest.update(sourceOctets);
        byte[] hash = digest.digest(id.getBytes(StandardCharsets.UTF_8));
        return new EventFingerprint(
                Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, OCTETS)));
    }

    /** RFC 5322 section 3.6.4; unique because the hash is. */
    MessageId messageId(String domain) {
        return new MessageId(token + "@" + domain);
    }

    /**
     * The boundary of the multipart at the given depth (0 to 9). All are of one length, so that
     * none begins with another, and hold {@code =_}, which neither quoted-printable nor base64 can
     * produce (RFC 2045 section 6.7).
     */
    String boundary(int depth) {
        return TransferEncoding.BOUNDARY_PREFIX + token + depth;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
