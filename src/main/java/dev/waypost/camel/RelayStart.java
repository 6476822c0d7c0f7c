package dev.waypost.camel;

import dev.waypost.deliver.PortProbe;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.deliver.SubmissionPort;
import dev.waypost.smtp.RelayTarget;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;

/** Tells who probes the ports which the routes lead to, and when routes run; tokens too. */
@Singleton
class RelayStart {

    private final PortProbe probe;
    private final RelayLogin login;

    @Inject
    RelayStart(PortProbe probe, RelayLogin login) {
        this.probe = probe;
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
}
