package dev.waypost.deliver;

import dev.waypost.compose.Envelope;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailProducer;

/**
 * Hands a pass's envelope to one submission port, unless its memory says better not, and keeps the
 * books of it: no route can forget to. Any other body is a mail of the route's own, sent as Camel
 * documents it. Any thread.
 */
final class SubmissionPortProducer extends MailProducer {

    private final PortDesk desk;

    SubmissionPortProducer(RelayMailEndpoint endpoint, JavaMailSender sender, PortDesk desk) {
        super(endpoint, sender);
        this.desk = desk;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (!(exchange.getMessage().getBody() instanceof Envelope)) {
            return super.process(exchange, callback);
        }
        try {
            SubmissionPort port = ((RelayMailEndpoint) getEndpoint()).port();
            desk.admit(exchange, port.name(), port.host(), port.number(), port.implicitTls());
            submit(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /** The stock producer tells of a failure by setting it, and never waits. */
    private void submit(Exchange exchange) throws Exception {
        super.process(exchange, done -> {});
        Exception failure = exchange.getException();
        if (failure == null) {
            desk.settled(exchange);
            return;
        }
        exchange.setException(null);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        desk.failed(exchange);
    }
}
