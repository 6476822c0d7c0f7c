package dev.waypost.deliver;

import dev.waypost.smtp.MailObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A header field by which a relay knows a mail again. Its value is the same in each attempt at the
 * same recipients, and another one for others: those who are left of a mail that went out to some
 * must not be taken for a repetition.
 *
 * @param name of the field
 */
record IdempotencyHeader(String name) {

    private static final String HEADER_END = "\r\n\r\n";

    /** Octets of the digest that are said: 32 digits, which any relay has room for. */
    private static final int SAID = 16;

    /** The mail with the field on top; as it is where it has one of its own. */
    MailObject on(MailObject mail) {
        if (isIn(mail.content())) {
            return mail;
        }
        return mail.behind((name + ": " + key(mail) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private boolean isIn(byte[] content) {
        String all = new String(content, StandardCharsets.ISO_8859_1);
        int end = all.indexOf(HEADER_END);
        String header = ("\r\n" + (end < 0 ? all : all.substring(0, end))).toLowerCase(Locale.ROOT);
        return header.contains("\r\n" + name.toLowerCase(Locale.ROOT) + ":");
    }

    private static String key(MailObject mail) {
        String named = mail.id() + "\n" + String.join("\n", mail.recipients());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(named.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, SAID);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }
}
