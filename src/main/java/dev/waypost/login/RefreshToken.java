package dev.waypost.login;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person has consented once, and the refresh token stands for that (RFC 6749 section 6). A server
 * may replace it with each answer; the one that was configured counts again when it changes. Any
 * thread.
 */
final class RefreshToken implements Grant {

    private record Replacement(Object instead, String token) {
        @Override
        public String toString() {
            return "a refresh token";
        }
    }

    private final String clientId;
    private final Optional<SecretText> clientSecret;
    private final SecretText configured;
    private final String scopes;
    private volatile Replacement replacement = new Replacement("", "");

    /**
     * @param clientSecret empty for a public client
     * @param scopes separated by a space
     */
    RefreshToken(
            String clientId,
            Optional<SecretText> clientSecret,
            SecretText configured,
            String scopes) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.configured = configured;
        this.scopes = scopes;
    }

    @Override
    public Map<String, String> parameters() {
        Replacement last = replacement;
        boolean replaced = last.instead().equals(configured.version());
        Map<String, String> parameters = new HashMap<>();
        parameters.put("grant_type", "refresh_token");
        parameters.put("client_id", clientId);
        clientSecret.ifPresent(secret -> parameters.put("client_secret", secret.text()));
        parameters.put("refresh_token", replaced ? last.token() : configured.text());
        parameters.put("scope", scopes);
        return parameters;
    }

    @Override
    public Object secret() {
        return List.of(configured.version(), clientSecret.map(SecretText::version));
    }

    @Override
    public void replaced(String refreshToken) {
        replacement = new Replacement(configured.version(), refreshToken);
    }
}
