package dev.waypost.simulation;

import dev.waypost.camel.RelayMessage;
import dev.waypost.carry.Delivery;
import dev.waypost.classify.DeliveryFailure;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.SubmissionPort;

/**
 * {@code to: smtp:...}: what the producer of that endpoint does with a pass's envelope, with the
 * real port health. Only the dialogue itself is the fake relay's.
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
        PortFailover failover = walk.pod.beans.get(PortFailover.class);
        Delivery delivery = Delivery.in(walk.exchange);
        AttemptLog pass = delivery.attempts();
        AttemptLog.Open attempt = failover.admit(pass, port);
        RelayMessage message = new RelayMessage(delivery.envelope(), pass.remaining());
        walk.pod.relay.submit(
                walk,
                message,
                port.number(),
                failure -> {
                    if (failure == null) {
                        failover.settled(attempt, message.report());
                        walk.resume();
                        return;
                    }
                    walk.pod.startProbing();
                    try {
                        failover.failed(attempt, failure);
                    } catch (DeliveryFailure verdict) {
                        walk.raise(verdict);
                    }
                });
        return false;
    }
}
