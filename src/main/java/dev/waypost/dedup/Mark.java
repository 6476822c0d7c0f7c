package dev.waypost.dedup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * The accepted pair of a mail and a recipient, as 128 bits of SHA-256: small enough to remember
 * many, wide enough that no two are ever taken for each other, and no address to read in it.
 */
record Mark(long high, long low) {

    private static final int BYTES = 16;

    /** Found once for each thread: to look for it costs as much as to use it. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Mark::sha256);

    static Mark of(String idempotencyKey, String recipient) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(idempotencyKey + "\n" + recipient));
        return new Mark(digest.getLong(), digest.getLong());
    }

    /** All marks one after the other, as text for a record header. */
    static String join(Collection<Mark> marks) {
        ByteBuffer bytes = ByteBuffer.allocate(marks.size() * BYTES);
        marks.forEach(mark -> bytes.putLong(mark.high()).putLong(mark.low()));
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Reads what {@link #join} wrote; a header that anybody else wrote holds no marks. */
    static List<Mark> split(String header) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getDecoder().decode(header));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        List<Mark> marks = new ArrayList<>(bytes.remaining() / BYTES);
        while (bytes.remaining() >= BYTES) {
            marks.add(new Mark(bytes.getLong(), bytes.getLong()));
        }
        return marks;
    }

    private static byte[] sha256(String text) {
        return SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
