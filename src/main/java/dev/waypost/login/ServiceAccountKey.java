package dev.waypost.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.smtp.tls.KeyPassword;
import dev.waypost.smtp.tls.PrivateKeys;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Optional;

/**
 * What a service account signs with: the JSON file that Google gives out, or a file with the key
 * alone, in PEM or PKCS #12.
 *
 * @param email of the account; empty where the file does not say it
 * @param id of the key; empty where the file does not say it
 */
record ServiceAccountKey(Optional<String> email, Optional<String> id, PrivateKey key) {

    /** RFC 7518 section 3.3. */
    private static final int LEAST_BITS = 2048;

    /**
     * @throws IllegalArgumentException with what is wrong, and what to do
     */
    static ServiceAccountKey read(byte[] content, KeyPassword password) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.stripLeading().startsWith("{")) {
            return new ServiceAccountKey(
                    Optional.empty(), Optional.empty(), key(content, password));
        }
        JsonNode json = json(text);
        String type = json.path("type").asText("");
        if (!type.equals("service_account")) {
            throw new IllegalArgumentException(
                    "is JSON of type \"%s\"; expected is service_account, as made by `gcloud iam"
                                    .formatted(type)
                            + " service-accounts keys create`");
        }
        return new ServiceAccountKey(
                string(json, "client_email"),
                string(json, "private_key_id"),
                key(
                        json.path("private_key").asText("").getBytes(StandardCharsets.UTF_8),
                        password));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "looks like JSON and is not, at line " + e.getLocation().getLineNr());
        }
    }

    private static PrivateKey key(byte[] content, KeyPassword password) {
        PrivateKey key = PrivateKeys.read(content, password);
        if (!(key instanceof RSAPrivateKey rsa)) {
            throw new IllegalArgumentException(
                    "holds a private key of the wrong kind, %s; expected is RSA"
                            .formatted(key.getAlgorithm()));
        }
        if (rsa.getModulus().bitLength() < LEAST_BITS) {
            throw new IllegalArgumentException(
                    "holds an RSA key of %d bits; at least %d are wanted"
                            .formatted(rsa.getModulus().bitLength(), LEAST_BITS));
        }
        return key;
    }

    private static Optional<String> string(JsonNode json, String field) {
        return Optional.of(json.path(field).asText("")).filter(text -> !text.isBlank());
    }

    @Override
    public String toString() {
        return "a service account's key";
    }
}
