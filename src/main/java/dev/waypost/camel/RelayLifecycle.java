package dev.waypost.camel;

import dev.waypost.deliver.PortProbe;
import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.smtp.RelayTarget;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;

/**
 * Tells who probes the ports which the routes lead to, when routes run, and when they stop; tokens
 * too.
 */
@Singleton
class RelayLifecycle {

    private final PortProbe probe;
    private final RelayAccounts accounts;
    private final RelayLogin login;

    @Inject
    RelayLifecycle(PortProbe probe, RelayAccounts accounts, RelayLogin login) {
        this.probe = probe;
        this.accounts = accounts;
        this.login = login;
    }

    void onStarting(@Observes CamelContextStartingEvent starting) {
        Map<SubmissionPort, Supplier<RelayTarget>> ports = new LinkedHashMap<>();
        RoutePorts.of(starting.getContext())
                .values()
                .forEach(endpoint -> ports.put(endpoint.port(), endpoint::target));
        probe.begin(ports);
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        login.start();
        probe.start();
    }

    // Before the window drains: who waits for a turn has begun nothing, and Kafka keeps its record.
    void onDraining(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE)
                    CamelContextStoppingEvent stopping) {
        accounts.endWaiting();
    }

    // Last of those who observe it: by then the window has drained, or has given up.
    void onStopping(
            @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    CamelContextStoppingEvent stopping) {
        accounts.abandon();
    }
}
