package dev.waypost.smtp.tls;

/**
 * What a file with a private key is encrypted with.
 *
 * @param setting that names the file it is read from
 * @param chars none where that setting is not set
 */
public record KeyPassword(String setting, char[] chars) {

    /** What a file that does not open with it is. */
    IllegalArgumentException refused(Exception cause) {
        return new IllegalArgumentException(
                chars.length == 0
                        ? "is encrypted, and %s is not set".formatted(setting)
                        : "does not open with the password of %s".formatted(setting),
                cause);
    }

    @Override
    public String toString() {
        return "a password";
    }
}
