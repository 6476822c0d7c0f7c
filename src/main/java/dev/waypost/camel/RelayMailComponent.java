package dev.waypost.camel;

import dev.waypost.config.RelayConfig;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayLogin;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailComponentConfigurer;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.component.mail.MailEndpointConfigurer;
import org.apache.camel.spi.PropertyConfigurer;

/**
 * Camel's mail component for {@code smtp:} and {@code smtps:} with connections that are pooled,
 * always in TLS, and that know their phase. {@code smtp:} means STARTTLS on whatever port, {@code
 * smtps:} TLS from the first byte. URIs are written as Camel documents them; {@link MailOptions}
 * says which connection options hold. One that names no login has the configured one.
 */
public final class RelayMailComponent extends MailComponent {

    private final RelayAccounts accounts;
    private final PortFailover failover;
    private final RelayLogin login;
    private final RelayConfig relay;

    public RelayMailComponent(
            RelayAccounts accounts, PortFailover failover, RelayLogin login, WaypostConfig config) {
        this.accounts = accounts;
        this.failover = failover;
        this.login = login;
        this.relay = config.relay();
    }

    @Override
    public void setCamelContext(CamelContext context) {
        super.setCamelContext(context);
        setConfiguration(new RelayMailConfiguration(context, accounts));
    }

    @Override
    public void setConfiguration(MailConfiguration configuration) {
        if (!(configuration instanceof RelayMailConfiguration)) {
            throw new IllegalArgumentException("the component's configuration is Waypost's own");
        }
        super.setConfiguration(configuration);
    }

    // Camel finds these by an annotation that subclasses do not inherit.
    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return new MailComponentConfigurer();
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return new MailEndpointConfigurer();
    }

    /**
     * @throws IllegalArgumentException if the URI has an option that does not hold here
     */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        MailEndpoint stock = (MailEndpoint) super.createEndpoint(uri, remaining, parameters);
        MailConfiguration options = stock.getConfiguration();
        MailOptions.check(options);
        if (isConfiguredRelay(options) && !namesLogin(options)) {
            options.setAuthenticator(login);
        }
        return new RelayMailEndpoint(stock, failover, relay);
    }

    /** The configured login goes to the configured relay and to nobody else. */
    private boolean isConfiguredRelay(MailConfiguration options) {
        return options.getHost().equalsIgnoreCase(relay.host());
    }

    private static boolean namesLogin(MailConfiguration options) {
        return options.getAuthenticator() != null || options.getUsername() != null;
    }
}
