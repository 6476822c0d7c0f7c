package dev.waypost.commit;

import dev.waypost.config.WaypostConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;
import org.jboss.logging.Logger;

/**
 * On SIGTERM: stop taking, finish what is in flight, commit, leave. Runs before Camel stops its
 * routes; the poll loops go on meanwhile and commit.
 */
@Singleton
public class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final InFlightWindow window;
    private final Duration atMost;

    @Inject
    Drain(InFlightWindow window, WaypostConfig config) {
        this.window = window;
        this.atMost = config.delivery().drainTimeout();
    }

    void onStopping(@Observes CamelContextStoppingEvent stopping) {
        if (window.inFlight() > 0) {
            LOG.infof("draining %d mails in flight", window.inFlight());
        }
        if (!window.drain(atMost)) {
            LOG.warnf(
                    "%d mails had no outcome within %d s; they stay uncommitted and are carried"
                            + " again",
                    window.inFlight(), atMost.toSeconds());
        }
    }
}
