package dev.waypost.deliver;

import dev.waypost.config.WaypostConfig;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.mail.PasswordAuthentication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.camel.component.mail.MailAuthenticator;
import org.jboss.logging.Logger;

/**
 * The configured login, for the {@code authenticator} option of a mail endpoint: so no secret
 * stands in a route or in an endpoint's URI. Without a user name there is no login. A password in a
 * file is read again when the file changes; while it cannot be read the last one holds. Any thread.
 */
@Singleton
@Named("relayLogin")
public class RelayLogin extends MailAuthenticator {

    private static final Logger LOG = Logger.getLogger(RelayLogin.class);

    private record Secret(String password, FileTime written) {}

    private final WaypostConfig.Relay relay;
    private volatile Secret secret = new Secret(null, null);

    @Inject
    public RelayLogin(WaypostConfig config) {
        this.relay = config.relay();
    }

    /** User name and password; both null where no login is configured. */
    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        String password = relay.passwordFile().map(this::read).orElseGet(this::configured);
        return new PasswordAuthentication(relay.username().orElse(null), password);
    }

    /** Whether it is the login of this host: no other may see it. */
    public boolean isFor(String host) {
        return host.equalsIgnoreCase(relay.host());
    }

    private String configured() {
        return relay.password().orElse(null);
    }

    private String read(Path file) {
        Secret known = secret;
        try {
            FileTime written = Files.getLastModifiedTime(file);
            if (!written.equals(known.written())) {
                // Editors end a file with a line feed; no password does.
                known = new Secret(Files.readString(file).stripTrailing(), written);
                secret = known;
            }
        } catch (IOException e) {
            LOG.warnf("the file of waypost.relay.password-file cannot be read: %s", e.getMessage());
        }
        return known.password();
    }
}
