package dev.waypost.smtp.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys from PEM (RFC 7468): PKCS #8, not encrypted. */
public final class PrivateKeys {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private PrivateKeys() {}

    /**
     * The first private key in it.
     *
     * @throws IllegalArgumentException with what it holds instead, and what to do
     */
    public static PrivateKey read(String pem) {
        String other = "";
        for (Matcher block = BLOCK.matcher(pem); block.find(); ) {
            if (block.group(1).equals("PRIVATE KEY")) {
                return decoded(block.group(2));
            }
            other = block.group(1);
        }
        throw new IllegalArgumentException(
                switch (other) {
                    case "" -> "holds no private key: expected is PEM, -----BEGIN PRIVATE KEY-----";
                    case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
                            "holds a key in the old form of OpenSSL; `openssl pkcs8 -topk8 -nodes`"
                                    + " makes a PKCS #8 key of it";
                    case "ENCRYPTED PRIVATE KEY" ->
                            "holds an encrypted key, and there is nobody to type its passphrase;"
                                    + " `openssl pkcs8` makes a plain one of it";
                    case "PUBLIC KEY", "RSA PUBLIC KEY" -> "holds a public key, not a private one";
                    case "CERTIFICATE" -> "holds a certificate, not a private key";
                    default -> "holds no private key, but: " + other;
                });
    }

    private static PrivateKey decoded(String base64) {
        try {
            PKCS8EncodedKeySpec encoded =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
                } catch (InvalidKeySpecException another) {
                    continue;
                }
            }
        } catch (IllegalArgumentException | GeneralSecurityException broken) {
            throw new IllegalArgumentException("holds a private key that is damaged", broken);
        }
        throw new IllegalArgumentException(
                "holds a private key that is damaged, or none of " + String.join(", ", ALGORITHMS));
    }
}
