package dev.waypost.smtp.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads private keys: PKCS #8 in PEM (RFC 7468), also encrypted (RFC 5958), or PKCS #12 (RFC 7292).
 */
public final class PrivateKeys {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private static final String DAMAGED = "holds a private key that is damaged";

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private PrivateKeys() {}

    /**
     * The first private key in it.
     *
     * @throws IllegalArgumentException with what it holds instead, and what to do
     */
    public static PrivateKey read(byte[] content, KeyPassword password) {
        if (Pkcs12.isIn(content)) {
            return Pkcs12.read(content, password).key();
        }
        String other = "";
        String pem = new String(content, StandardCharsets.ISO_8859_1);
        for (Matcher block = BLOCK.matcher(pem); block.find(); ) {
            if (block.group(1).equals("PRIVATE KEY")) {
                return decoded(() -> new PKCS8EncodedKeySpec(octets(block)));
            }
            if (block.group(1).equals("ENCRYPTED PRIVATE KEY")) {
                return decoded(() -> decrypted(octets(block), password));
            }
            other = block.group(1);
        }
        throw new IllegalArgumentException(
                switch (other) {
                    case "" ->
                            "holds no private key: expected is PEM, -----BEGIN PRIVATE KEY-----,"
                                    + " or PKCS #12";
                    case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
                            "holds a key in the old form of OpenSSL; `openssl pkcs8 -topk8 -nodes`"
                                    + " makes a PKCS #8 key of it";
                    case "PUBLIC KEY", "RSA PUBLIC KEY" -> "holds a public key, not a private one";
                    case "CERTIFICATE" -> "holds a certificate, not a private key";
                    default -> "holds no private key, but: " + other;
                });
    }

    private interface Encoded {
        PKCS8EncodedKeySpec key() throws GeneralSecurityException, IOException;
    }

    private static byte[] octets(Matcher block) {
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(DAMAGED, broken);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] octets, KeyPassword password)
            throws GeneralSecurityException, IOException {
        if (password.chars().length == 0) {
            throw password.refused(null);
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(octets);
        AlgorithmParameters parameters = encrypted.getAlgParameters();
        String named = encrypted.getAlgName();
        // Before JDK 19 what RFC 8018 section 6.2 leaves open stands in the parameters alone.
        String algorithm = named.equals("PBES2") ? String.valueOf(parameters) : named;
        SecretKey key =
                SecretKeyFactory.getInstance(algorithm)
                        .generateSecret(new PBEKeySpec(password.chars()));
        Cipher cipher = Cipher.getInstance(algorithm);
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return encrypted.getKeySpec(cipher);
        } catch (InvalidKeySpecException | InvalidKeyException e) {
            throw password.refused(e);
        }
    }

    private static PrivateKey decoded(Encoded pkcs8) {
        try {
            PKCS8EncodedKeySpec encoded = pkcs8.key();
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
                } catch (InvalidKeySpecException another) {
                    continue;
                }
            }
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(
                    "holds a key encrypted in a way that Java does not know, or a damaged one;"
                            + " `openssl pkcs8 -topk8 -v2 aes-256-cbc` makes another of it",
                    e);
        } catch (GeneralSecurityException broken) {
            throw new IllegalArgumentException(DAMAGED, broken);
        }
        throw new IllegalArgumentException(
                DAMAGED + ", or none of " + String.join(", ", ALGORITHMS));
    }
}
