package dev.waypost.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The relay's side of logins in which the password is not said. */
final class Digests {

    private static final int ITERATIONS = 4096;
    private static final byte[] SALT = "a salt of the relay".getBytes(StandardCharsets.US_ASCII);

    private Digests() {}

    static Login cramMd5(Login.Challenges wire, Account account) throws IOException {
        String challenge = "<%d.1@localhost>".formatted(System.nanoTime());
        String answer = Login.text(wire.exchange(challenge));
        int blank = answer.lastIndexOf(' ');
        String user = answer.substring(0, blank);
        String digest = HexFormat.of().formatHex(hmac("HmacMD5", account.password(), challenge));
        return new Login(
                user, user.equals(account.user()) && digest.equals(answer.substring(blank + 1)));
    }

    /** RFC 5802 section 3, with the account's password in UTF-8. */
    static Login scram(byte[] first, Login.Challenges wire, Account account) throws IOException {
        String clientFirst = Login.text(first).replaceFirst("^n,,", "");
        Map<String, String> said = attributes(clientFirst);
        String user = said.get("n").replace("=2C", ",").replace("=3D", "=");
        String serverFirst =
                "r=%s,s=%s,i=%d"
                        .formatted(
                                said.get("r") + "relay",
                                Base64.getEncoder().encodeToString(SALT),
                                ITERATIONS);
        String clientFinal = Login.text(wire.exchange(serverFirst));
        int proofAt = clientFinal.lastIndexOf(",p=");
        byte[] proof = Base64.getDecoder().decode(clientFinal.substring(proofAt + 3));
        String signed = clientFirst + "," + serverFirst + "," + clientFinal.substring(0, proofAt);
        byte[] salted = salted(Login.text(account.password()));
        byte[] clientKey = hmac("HmacSHA256", salted, "Client Key");
        byte[] storedKey = sha256(clientKey);
        byte[] signature = hmac("HmacSHA256", storedKey, signed);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= signature[i];
        }
        boolean good =
                user.equals(account.user())
                        && attributes(clientFinal).get("c").equals("biws")
                        && Arrays.equals(sha256(proof), storedKey);
        byte[] serverKey = hmac("HmacSHA256", salted, "Server Key");
        String proven = Base64.getEncoder().encodeToString(hmac("HmacSHA256", serverKey, signed));
        wire.exchange(good ? "v=" + proven : "e=invalid-proof");
        return new Login(user, good);
    }

    private static Map<String, String> attributes(String message) {
        Map<String, String> attributes = new HashMap<>();
        for (String each : message.split(",")) {
            attributes.put(each.substring(0, 1), each.substring(2));
        }
        return attributes;
    }

    private static byte[] salted(String password) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, 256))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
