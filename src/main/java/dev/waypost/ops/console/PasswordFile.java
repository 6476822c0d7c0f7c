package dev.waypost.ops.console;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Who may log in, as {@code htpasswd -B} writes it: a line {@code name:$2y$...} for each. Read
 * again when it changes. A password that was right is right for as long as the file is the same, so
 * that not every request costs a hash. Any thread; blocks.
 */
final class PasswordFile {

    private static final String HASH = "\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}";

    /** A name nobody has costs as much time as a wrong password. */
    private static final String NOBODY =
            "$2y$10$C6UzMDM.H6dfI/f/IKcEe.Bh0ioPJGJ3mjXnjYiOJiYD5rUaWJ0Du";

    private static final int MOST_KNOWN = 100;

    private record Read(FileTime changed, Map<String, String> hashes) {}

    private final Path file;
    private final Semaphore turns = new Semaphore(2);
    private final Map<String, String> proven = new HashMap<>();
    private Read read;

    /**
     * @throws IllegalArgumentException for a file that cannot be read, or a line that is no name
     *     and hash; names the setting
     */
    PasswordFile(Path file) {
        this.file = file;
        this.read = read();
    }

    /** Whether this is the password of this name. */
    boolean isRight(String name, char[] password) {
        String hash = hashes().get(name);
        String key = name + "\n" + fingerprint(password);
        synchronized (this) {
            if (hash != null && hash.equals(proven.get(key))) {
                return true;
            }
        }
        boolean right = verified(password, hash == null ? NOBODY : hash) && hash != null;
        synchronized (this) {
            if (right) {
                if (proven.size() >= MOST_KNOWN) {
                    proven.clear();
                }
                proven.put(key, hash);
            }
        }
        return right;
    }

    /** Two at a time: guessing must not take the processor from the mails. */
    private boolean verified(char[] password, String hash) {
        turns.acquireUninterruptibly();
        try {
            return BCrypt.verifyer().verify(password, hash.toCharArray()).verified;
        } catch (IllegalArgumentException tooLong) {
            return false;
        } finally {
            turns.release();
        }
    }

    private synchronized Map<String, String> hashes() {
        try {
            if (!Files.getLastModifiedTime(file).equals(read.changed())) {
                read = read();
            }
        } catch (IOException | IllegalArgumentException beingWritten) {
            return read.hashes();
        }
        return read.hashes();
    }

    private Read read() {
        Map<String, String> hashes = new HashMap<>();
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] words = line.strip().split(":", 2);
                    if (words.length != 2 || words[0].isEmpty() || !words[1].matches(HASH)) {
                        throw faulty(
                                "line %d of %s is no name and bcrypt hash".formatted(number, file));
                    }
                    hashes.put(words[0], words[1]);
                }
            }
            return new Read(changed, Map.copyOf(hashes));
        } catch (IOException e) {
            throw faulty("cannot read " + file);
        }
    }

    private static IllegalArgumentException faulty(String why) {
        return new IllegalArgumentException(
                "waypost.console.password-file (WAYPOST_CONSOLE_PASSWORD_FILE): "
                        + why
                        + "; `htpasswd -B FILE NAME` writes one");
    }

    private static String fingerprint(char[] password) {
        try {
            byte[] octets = new String(password).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
