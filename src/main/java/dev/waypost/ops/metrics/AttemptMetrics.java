package dev.waypost.ops.metrics;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Reason;
import dev.waypost.deliver.Attempt;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.PortHealth;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.PhaseTimes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;

/**
 * Every try on a port as it ends, whatever becomes of its mail, with its phases; and which ports
 * are gone round. Any thread.
 */
@Singleton
public class AttemptMetrics {

    /** Routes of a user's own may name hosts by expressions; the labels stay a closed list. */
    private static final int MOST_PORTS = 20;

    private static final String OTHER = "other";

    private final Meters meters;
    private final PortFailover failover;
    private final PortHealth health;
    private final Set<String> ports = ConcurrentHashMap.newKeySet();
    private final Map<String, Timers> timers = new ConcurrentHashMap<>();

    /** Of one port, by what came of the try, and by phase. */
    private record Timers(
            Map<Reason, Map<OutcomeClass, Timer>> attempts, Map<Phase, Timer> phases) {

        Timers() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    @Inject
    public AttemptMetrics(MeterRegistry registry, PortFailover failover, PortHealth health) {
        this.meters = new Meters(registry);
        this.failover = failover;
        this.health = health;
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        failover.onAttempt(this::count);
        failover.ports().keySet().forEach(this::known);
    }

    private void count(Attempt attempt) {
        String port = known(attempt.port().name());
        Outcome outcome = attempt.outcome();
        Timers its = timers.computeIfAbsent(port, name -> new Timers());
        its.attempts()
                .computeIfAbsent(outcome.reason(), reason -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome.outcomeClass(), kind -> timer(port, outcome))
                .record(attempt.took());
        for (PhaseTimes.Stretch each : attempt.times().stretches()) {
            its.phases()
                    .computeIfAbsent(each.phase(), phase -> timer(port, phase))
                    .record(each.to() - each.from(), TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(String port, Outcome outcome) {
        return meters.timer(
                "waypost.attempts",
                "Tries to hand a mail to a port, by what came of it",
                Tags.of(
                        "port", port,
                        "outcome", outcome.outcomeClass().name(),
                        "reason", outcome.reason().slug()));
    }

    private Timer timer(String port, Phase phase) {
        return meters.timer(
                "waypost.attempt.phases",
                "Time that tries on a port spent in each phase",
                Tags.of("port", port, "phase", PhaseTimes.label(phase)));
    }

    /** The label of this port, which is looked at from now on. */
    private String known(String port) {
        if (ports.contains(port)) {
            return port;
        }
        if (ports.size() >= MOST_PORTS) {
            return OTHER;
        }
        if (ports.add(port)) {
            meters.gauge(
                    "waypost.port.postponed",
                    "1 while mails go round this port, for it failed lately",
                    Tags.of("port", port),
                    health,
                    h -> h.postponed(port).isPresent() ? 1 : 0);
        }
        return port;
    }
}
