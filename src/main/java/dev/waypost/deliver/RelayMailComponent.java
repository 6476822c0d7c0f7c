package dev.waypost.deliver;

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
 * says which connection options hold.
 */
public final class RelayMailComponent extends MailComponent {

    private final RelayPools pools;

    public RelayMailComponent(RelayPools pools) {
        this.pools = pools;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        super.setCamelContext(context);
        setConfiguration(new RelayMailConfiguration(context, pools));
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
        Endpoint endpoint = super.createEndpoint(uri, remaining, parameters);
        MailOptions.check(((MailEndpoint) endpoint).getConfiguration());
        return endpoint;
    }
}
