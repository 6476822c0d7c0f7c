package dev.waypost.ops;

import dev.waypost.carry.UnwrittenReports;
import dev.waypost.commit.InFlightWindow;
import dev.waypost.commit.OldestRecord;
import dev.waypost.commit.unreadable.UnreadablePartitions;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayCircuit;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Ready: mails can flow, from the broker to the relay; if not, the check says what stands in the
 * way. Alive: no mail hangs in the process itself; neither relay nor broker has a part in it, for
 * an open circuit is no reason to restart.
 */
@Singleton
public class DeliveryHealth {

    /** A poll loop comes by twice a second and more; one silent for so long hangs. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** A pause is wanted: it holds up no roll-out. */
    private static final Set<RelayCircuit.State> READY =
            Set.of(RelayCircuit.State.RUNNING, RelayCircuit.State.PAUSED);

    private static final String NOT_POLLING =
            "no poll loop has come by for %d s".formatted(SILENCE.toSeconds());

    private static final Logger LOG = Logger.getLogger(DeliveryHealth.class);

    private static final String STALLED =
            "not alive: record %s has been at work for %d s, and neither its turn nor the relay is waited for";

    private final BrokerWatch broker;
    private final InFlightWindow window;
    private final UnreadablePartitions unreadable;
    private final RelayCircuit circuit;
    private final UnwrittenReports reports;
    private final RelayAccounts accounts;
    private final Duration stalledAfter;

    @Inject
    DeliveryHealth(
            BrokerWatch broker,
            InFlightWindow window,
            UnreadablePartitions unreadable,
            RelayCircuit circuit,
            UnwrittenReports reports,
            RelayAccounts accounts,
            WaypostConfig config) {
        this.broker = broker;
        this.window = window;
        this.unreadable = unreadable;
        this.circuit = circuit;
        this.reports = reports;
        this.accounts = accounts;
        this.stalledAfter = config.delivery().stalledAfter();
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck broker() {
        return () -> {
            boolean polling =
                    window.sinceLastPoll()
                            .filter(silence -> silence.compareTo(SILENCE) < 0)
                            .isPresent();
            Optional<String> trouble =
                    broker.absence()
                            .or(() -> polling ? Optional.empty() : Optional.of(NOT_POLLING))
                            .or(() -> unreadable.view().stream().findFirst())
                            .or(() -> window.waiting().stream().findFirst());
            HealthCheckResponseBuilder response =
                    HealthCheckResponse.named("broker")
                            .status(trouble.isEmpty())
                            .withData("polling", polling);
            trouble.ifPresent(reason -> response.withData("reason", reason));
            return response.build();
        };
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck relay() {
        return () -> {
            RelayCircuit.View view = circuit.view();
            RelayState state = new RelayState(view, accounts.pace().view());
            HealthCheckResponseBuilder response =
                    HealthCheckResponse.named("relay")
                            .status(READY.contains(view.state()))
                            .withData("state", state.toString())
                            .withData("inFlight", window.inFlight());
            if (view.state() != RelayCircuit.State.RUNNING) {
                response.withData("reason", view.why())
                        .withData("detail", view.detail())
                        .withData("since", view.since().toString())
                        .withData("nextTry", view.retryAt().toString());
            }
            return response.build();
        };
    }

    @Produces
    @Singleton
    @Liveness
    HealthCheck stalled() {
        return () -> {
            Optional<OldestRecord> oldest = window.oldestInFlight();
            // A restart would forget who has the mails that wait for their status event.
            Optional<OldestRecord> stalled =
                    window.oldestAtWork()
                            .filter(it -> it.age().compareTo(stalledAfter) >= 0)
                            .filter(it -> !reports.holdsMails());
            HealthCheckResponseBuilder response =
                    HealthCheckResponse.named("not stalled")
                            .status(stalled.isEmpty())
                            .withData(
                                    "oldestInFlightSeconds",
                                    oldest.map(OldestRecord::age)
                                            .orElse(Duration.ZERO)
                                            .toSeconds());
            oldest.ifPresent(it -> response.withData("oldest", it.place()));
            stalled.ifPresent(
                    it -> {
                        // Who starts the pod anew does not write down what the page said.
                        LOG.warnf(STALLED, it.place(), it.age().toSeconds());
                        response.withData("stalled", it.place());
                    });
            return response.build();
        };
    }
}
