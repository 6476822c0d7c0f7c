package dev.waypost.ops;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.LastingThread;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Knows whether a Kafka broker answers. The poll loops cannot tell: without a broker a poll comes
 * back empty, not late. Asks every few seconds; tells the log once when the broker goes and once
 * when it is back. Its own thread asks, any thread may read.
 */
@Singleton
public class BrokerWatch {

    private static final Logger LOG = Logger.getLogger(BrokerWatch.class);

    /** With the pause between two calls this is how late the loss of the broker may be noticed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(3);

    private final KafkaSettings kafka;
    private final String broker;
    private final LastingThread thread =
            new LastingThread("waypost-broker-watch", this::untilStopped);
    private volatile Optional<String> absence;

    @Inject
    BrokerWatch(KafkaSettings kafka) {
        this.kafka = kafka;
        this.broker = "Kafka broker at " + kafka.brokers();
        this.absence = Optional.of("the " + broker + " has not answered yet");
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        thread.start();
    }

    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        thread.stop();
    }

    /** Why no broker can be reached, in words for an operator; empty while one answers. */
    public Optional<String> absence() {
        return absence;
    }

    private void untilStopped() throws InterruptedException {
        try (BrokerCall call = new BrokerCall(kafka, PATIENCE)) {
            do {
                look(call);
            } while (!thread.awaitStop(BETWEEN_CALLS));
        }
    }

    /** Makes this call, and takes any failure of it for the broker's absence. */
    void look(Callable<?> call) throws InterruptedException {
        try {
            call.call();
            if (absence.isPresent()) {
                LOG.infof("the %s answers", broker);
            }
            absence = Optional.empty();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // At start others say that they wait for it.
            boolean went = absence.isEmpty();
            String why = why(e);
            absence = Optional.of(why);
            if (went) {
                LOG.warnf("%s; mails wait in it until it is back", why);
            }
        }
    }

    private String why(Exception failure) {
        return failure instanceof TimeoutException
                ? "no %s answers within %d s".formatted(broker, PATIENCE.toSeconds())
                : "no %s can be used: %s".formatted(broker, failure.getMessage());
    }
}
