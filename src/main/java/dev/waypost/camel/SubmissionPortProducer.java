package dev.waypost.camel;

import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.Submittable;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailProducer;

/**
 * Hands a delivery's envelope to one submission port, unless its memory says better not, and keeps
 * the attempt in it: no route can forget to. Any other body is a mail of the route's own, sent as
 * Camel documents it. Any thread.
 */
final class SubmissionPortProducer extends MailProducer {

    private final PortFailover failover;

    SubmissionPortProducer(
            RelayMailEndpoint endpoint, JavaMailSender sender, PortFailover failover) {
        super(endpoint, sender);
        this.failover = failover;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (!(exchange.getMessage().getBody() instanceof Submittable mail)) {
            return super.process(exchange, callback);
        }
        try {
            submit(exchange, mail.attempts());
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            exchange.getMessage().setBody(mail);
        }
        callback.done(true);
        return true;
    }

    /** The stock producer tells of a failure by setting it, and never waits. */
    private void submit(Exchange exchange, AttemptLog pass) throws Exception {
        if (pass == null) {
            throw new IllegalStateException("portFailover.begin comes before a submission port");
        }
        AttemptLog.Open attempt = failover.admit(pass, ((RelayMailEndpoint) getEndpoint()).port());
        RelayMessage message =
                new RelayMessage(pass.envelope(), pass.remaining(), pass.lane(), attempt.times());
        exchange.getMessage().setBody(message);
        super.process(exchange, done -> {});
        Exception failure = exchange.getException();
        if (failure == null) {
            failover.settled(attempt, message.report());
        } else {
            exchange.setException(null);
            failover.failed(attempt, failure);
        }
    }
}
