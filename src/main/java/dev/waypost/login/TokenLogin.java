package dev.waypost.login;

import dev.waypost.config.RelayConfig;
import dev.waypost.smtp.tls.RelayTls;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Makes of the settings what gives tokens. */
public final class TokenLogin {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TokenLogin() {}

    /** Whether the relay is logged in to with tokens. */
    public static boolean isConfigured(RelayConfig relay) {
        RelayConfig.Token token = relay.token();
        return token.keyFile().isPresent()
                || refreshToken(token).isPresent()
                || clientSecret(token).isPresent();
    }

    /**
     * Its tokens; none has been asked for yet.
     *
     * @param relay with no {@link LoginFaults}
     * @throws IllegalArgumentException if the token server's certificates cannot be read
     */
    public static AccessTokens tokens(RelayConfig relay) {
        URI url = URI.create(relay.token().url().orElseThrow());
        SSLContext tls =
                RelayTls.context(
                        "waypost.relay.token.trust-certificates",
                        relay.token().trustCertificates());
        return new AccessTokens(
                new TokenEndpoint(url, grant(relay, url), tls, PATIENCE), System::nanoTime);
    }

    private static Grant grant(RelayConfig relay, URI url) {
        RelayConfig.Token token = relay.token();
        String scopes = String.join(" ", token.scopes().orElse(List.of()));
        String clientId = token.clientId().orElse("");
        if (token.keyFile().isPresent()) {
            return new ServiceAccount(
                    SecretText.whole(token.keyFile().get(), "waypost.relay.token.key-file"),
                    () -> KeyPasswords.ofServiceAccount(relay),
                    clientId,
                    relay.username().orElse(""),
                    url.toString(),
                    scopes,
                    Clock.systemUTC());
        }
        Optional<SecretText> clientSecret = clientSecret(token);
        return refreshToken(token)
                .<Grant>map(once -> new RefreshToken(clientId, clientSecret, once, scopes))
                .orElseGet(
                        () -> new ClientCredentials(clientId, clientSecret.orElseThrow(), scopes));
    }

    private static Optional<SecretText> clientSecret(RelayConfig.Token token) {
        return secret(
                token.clientSecret(),
                token.clientSecretFile(),
                "waypost.relay.token.client-secret-file");
    }

    private static Optional<SecretText> refreshToken(RelayConfig.Token token) {
        return secret(
                token.refreshToken(),
                token.refreshTokenFile(),
                "waypost.relay.token.refresh-token-file");
    }

    private static Optional<SecretText> secret(
            Optional<String> text, Optional<Path> file, String setting) {
        return file.map(path -> SecretText.in(path, setting)).or(() -> text.map(SecretText::of));
    }
}
