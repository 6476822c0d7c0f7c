package dev.waypost.simulation;

import dev.waypost.classify.DeliveryFailure;
import dev.waypost.deliver.PortDesk;
import dev.waypost.deliver.RelayMessage;
import dev.waypost.deliver.SubmissionPort;
import org.apache.camel.Exchange;

/**
 * {@code to: smtp:...}: what the producer of that endpoint does with a pass's envelope, with the
 * real port memory and books. Only the dialogue itself is the fake relay's.
 */
final class SubmissionStep implements Step {

    private final SubmissionPort port;

    /**
     * @param place host and port
     */
    SubmissionStep(String place, boolean implicitTls) {
        String[] words = place.replace("//", "").split(":");
        this.port = new SubmissionPort(words[1], words[0], Integer.parseInt(words[1]), implicitTls);
    }

    @Override
    public boolean take(Walk walk) throws Exception {
        PortDesk desk = (PortDesk) walk.pod.beans.named("portDesk");
        Exchange exchange = walk.exchange;
        desk.admit(exchange, port.name(), port.host(), port.number(), port.implicitTls());
        RelayMessage message = exchange.getMessage().getBody(RelayMessage.class);
        walk.pod.relay.submit(
                walk,
                message,
                port.number(),
                failure -> {
                    if (failure == null) {
                        desk.settled(exchange);
                        walk.resume();
                        return;
                    }
                    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
                    try {
                        desk.failed(exchange);
                    } catch (DeliveryFailure verdict) {
                        walk.raise(verdict);
                    }
                });
        return false;
    }
}
