package dev.waypost.camel;

import dev.waypost.config.RelayConfig;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.smtp.RelayTarget;
import org.apache.camel.Producer;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailEndpoint;

/**
 * One {@code smtp:} or {@code smtps:} URI: a submission port, told whole by its scheme and number.
 */
public final class RelayMailEndpoint extends MailEndpoint {

    private final PortFailover failover;
    private final RelayConfig relay;

    /**
     * @param stock what Camel made of the URI
     */
    public RelayMailEndpoint(MailEndpoint stock, PortFailover failover, RelayConfig relay) {
        super(
                stock.getEndpointUri(),
                (MailComponent) stock.getComponent(),
                stock.getConfiguration());
        setHeaderFilterStrategy(stock.getHeaderFilterStrategy());
        setContentTypeResolver(stock.getContentTypeResolver());
        setBinding(stock.getBinding());
        setLazyStartProducer(stock.isLazyStartProducer());
        this.failover = failover;
        this.relay = relay;
    }

    @Override
    public Producer createProducer() {
        RelayMailConfiguration options = (RelayMailConfiguration) getConfiguration();
        return new SubmissionPortProducer(
                this, options.createJavaMailSender(getCamelContext()), failover);
    }

    public SubmissionPort port() {
        return SubmissionPort.of(
                relay,
                getConfiguration().getHost(),
                getConfiguration().getPort(),
                getConfiguration().isSecureProtocol());
    }

    /** Where it leads now, with the login that its mails have. */
    public RelayTarget target() {
        return ((RelayMailConfiguration) getConfiguration()).target();
    }
}
