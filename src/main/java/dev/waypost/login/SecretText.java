package dev.waypost.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.jboss.logging.Logger;

/**
 * A secret, from a setting or a file. A file, mounted say, is read again when it changes; while it
 * cannot be read the last content holds. Any octets, but one line end behind a text. Any thread.
 */
public final class SecretText {

    private static final Logger LOG = Logger.getLogger(SecretText.class);

    private record Content(byte[] octets, FileTime written) {}

    private final String setting;
    private final Path file;
    private final boolean isWhole;
    private volatile Content content;

    private SecretText(String setting, Path file, boolean isWhole, byte[] octets) {
        this.setting = setting;
        this.file = file;
        this.isWhole = isWhole;
        this.content = new Content(octets, null);
    }

    /** As it stands in a setting. */
    public static SecretText of(String text) {
        return new SecretText("", null, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * As it stands in a file.
     *
     * @param setting that names the file
     */
    public static SecretText in(Path file, String setting) {
        return new SecretText(setting, file, false, new byte[0]);
    }

    /** The same, to the last octet: what is no text may end in what looks like a line end. */
    static SecretText whole(Path file, String setting) {
        return new SecretText(setting, file, true, new byte[0]);
    }

    /** The octets as they are now. */
    public byte[] octets() {
        return current().octets();
    }

    String text() {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    /** Equal to what it was before, as long as the secret is the same; and is not the secret. */
    public Object version() {
        return Arrays.hashCode(octets());
    }

    private Content current() {
        if (file == null) {
            return content;
        }
        Content known = content;
        try {
            FileTime written = Files.getLastModifiedTime(file);
            if (!written.equals(known.written())) {
                byte[] octets = Files.readAllBytes(file);
                known = new Content(isWhole ? octets : withoutLineEnd(octets), written);
                content = known;
            }
        } catch (IOException e) {
            LOG.warnf("the file of %s cannot be read: %s", setting, e.getMessage());
        }
        return known;
    }

    // Editors end a file with a line feed; no secret does.
    private static byte[] withoutLineEnd(byte[] octets) {
        int end = octets.length;
        if (end > 0 && octets[end - 1] == '\n') {
            end--;
            if (end > 0 && octets[end - 1] == '\r') {
                end--;
            }
        }
        return Arrays.copyOf(octets, end);
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
