package dev.waypost.deliver;

import dev.waypost.config.Heartbeat;
import dev.waypost.config.RelayConfig;
import dev.waypost.config.WaypostConfig;
import dev.waypost.login.AccessTokens;
import dev.waypost.login.SecretText;
import dev.waypost.login.TokenLogin;
import dev.waypost.login.TokenSecret;
import dev.waypost.smtp.Secret;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.mail.PasswordAuthentication;
import java.util.Optional;
import org.apache.camel.component.mail.MailAuthenticator;

/**
 * The configured login, for the {@code authenticator} option of a mail endpoint: so no secret
 * stands in a route or in an endpoint's URI. Mails, probes and the doctor have it from here. Any
 * thread.
 */
@Singleton
@Named("relayLogin")
public class RelayLogin extends MailAuthenticator {

    private record Known(byte[] octets, Secret secret) {}

    private final RelayConfig relay;
    private final Optional<SecretText> password;
    private final boolean byToken;
    private final Heartbeat renewal = new Heartbeat("waypost-tokens", this::look);
    private volatile Known known = new Known(null, Secret.NONE);
    private volatile TokenSecret token;

    @Inject
    public RelayLogin(WaypostConfig config) {
        this.relay = config.relay();
        this.password =
                relay.passwordFile()
                        .map(file -> SecretText.in(file, "waypost.relay.password-file"))
                        .or(() -> relay.password().map(SecretText::of));
        this.byToken = TokenLogin.isConfigured(relay);
    }

    /** Renews tokens ahead of their end from now on; once. */
    public void start() {
        if (tokens().isPresent()) {
            renewal.start();
        }
    }

    @PreDestroy
    void close() {
        renewal.close();
    }

    /** For Camel; without a secret, which {@link #secret} has. */
    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(username(), "");
    }

    /** Whether it is the login of this host: no other may see it. */
    public boolean isFor(String host) {
        return host.equalsIgnoreCase(relay.host());
    }

    /** The user name; empty for none. */
    public String username() {
        return relay.username().orElse("");
    }

    /** What proves it, as it is now; {@link Secret#NONE} where no login is configured. */
    public Secret secret() {
        if (byToken) {
            return token();
        }
        if (password.isPresent()) {
            return password(password.get().octets());
        }
        return relay.clientCertificate().isPresent() ? Secret.CERTIFICATE : Secret.NONE;
    }

    /** Changes when there is reason to try a refused login anew. */
    public Object proof() {
        return tokens().map(AccessTokens::proof).orElseGet(this::secret);
    }

    /** What gives tokens out; empty where the login is another one. */
    public Optional<AccessTokens> tokens() {
        return byToken ? Optional.of(token().tokens()) : Optional.empty();
    }

    // Made when it is first wanted: settings that cannot be are told at start, not here.
    private TokenSecret token() {
        TokenSecret made = token;
        return made != null ? made : made();
    }

    private synchronized TokenSecret made() {
        if (token == null) {
            token = new TokenSecret(TokenLogin.tokens(relay));
        }
        return token;
    }

    private Secret password(byte[] octets) {
        Known last = known;
        if (last.octets() != octets) {
            last = new Known(octets, Secret.password(octets));
            known = last;
        }
        return last.secret();
    }

    private void look() {
        tokens().ifPresent(AccessTokens::look);
    }
}
