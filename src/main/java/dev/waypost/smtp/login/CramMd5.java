package dev.waypost.smtp.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** CRAM-MD5 (RFC 2195): the digest of a challenge, keyed with the password. */
final class CramMd5 implements Mechanism {

    private static final String DIGEST = "HmacMD5";

    private final byte[] user;
    private final byte[] password;
    private boolean answered;

    CramMd5(byte[] user, byte[] password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public Optional<byte[]> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> answer(byte[] challenge) {
        if (answered) {
            return Optional.empty();
        }
        answered = true;
        String digest = " " + HexFormat.of().formatHex(digest(challenge));
        return Optional.of(Mechanism.joined(user, digest.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] digest(byte[] challenge) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            // An empty key is none that Java takes; a NUL pads to the same (RFC 2104 section 2).
            mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, DIGEST));
            return mac.doFinal(challenge);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(DIGEST + " is not available", e);
        }
    }
}
