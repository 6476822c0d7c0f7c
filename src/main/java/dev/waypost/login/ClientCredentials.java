package dev.waypost.login;

import java.util.Map;

/**
 * The application logs in for itself (RFC 6749 section 4.4), as at Microsoft 365.
 *
 * @param scopes separated by a space
 */
record ClientCredentials(String clientId, SecretText clientSecret, String scopes) implements Grant {

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                clientId,
                "client_secret",
                clientSecret.text(),
                "scope",
                scopes);
    }

    @Override
    public Object secret() {
        return clientSecret.version();
    }
}
