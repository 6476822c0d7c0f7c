package dev.waypost.deliver;

import dev.waypost.config.WaypostConfig;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.mail.PasswordAuthentication;
import org.apache.camel.component.mail.MailAuthenticator;

/**
 * The configured login, for the {@code authenticator} option of a mail endpoint: so no secret
 * stands in a route or in an endpoint's URI. Without a user name there is no login.
 */
@Singleton
@Named("relayLogin")
public class RelayLogin extends MailAuthenticator {

    private final WaypostConfig.Relay relay;

    @Inject
    RelayLogin(WaypostConfig config) {
        this.relay = config.relay();
    }

    /** User name and password; both null where no login is configured. */
    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(
                relay.username().orElse(null), relay.password().orElse(null));
    }
}
