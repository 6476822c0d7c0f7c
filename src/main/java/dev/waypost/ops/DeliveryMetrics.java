package dev.waypost.ops;

import dev.waypost.carry.Delivery;
import dev.waypost.carry.UnwrittenReports;
import dev.waypost.commit.InFlightWindow;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.Attempt;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.PortHealth;
import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayCircuit;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import dev.waypost.login.AccessTokens;
import dev.waypost.pace.Pace;
import dev.waypost.report.DeliveryResult;
import dev.waypost.smtp.pool.ConnectionCounts;
import dev.waypost.smtp.pool.Discard;
import dev.waypost.smtp.pool.RelayLimit;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;

/**
 * What the metrics say; docs/operations.md tells what a rise of each means. The report route counts
 * each verdict here; the rest are gauges that look. Any thread.
 */
@Singleton
@Named("deliveryMetrics")
@RegisterForReflection
public class DeliveryMetrics {

    private final Lanes lanes;
    private final MeterRegistry registry;
    private final BrokerWatch broker;
    private final InFlightWindow window;
    private final RelayCircuit circuit;
    private final PortHealth memory;
    private final PortFailover desk;
    private final RelayAccounts accounts;
    private final UnwrittenReports reports;
    private final RelayLogin login;
    private final Set<String> ports = ConcurrentHashMap.newKeySet();

    @Inject
    DeliveryMetrics(
            WaypostConfig config,
            MeterRegistry registry,
            BrokerWatch broker,
            InFlightWindow window,
            RelayCircuit circuit,
            PortHealth memory,
            PortFailover desk,
            RelayAccounts accounts,
            UnwrittenReports reports,
            RelayLogin login) {
        this.lanes = Lanes.of(config);
        this.registry = registry;
        this.broker = broker;
        this.accounts = accounts;
        this.reports = reports;
        this.window = window;
        this.circuit = circuit;
        this.memory = memory;
        this.desk = desk;
        this.login = login;
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        registry.gauge("waypost.broker.up", broker, b -> b.absence().isEmpty() ? 1 : 0);
        registry.gauge("waypost.reports.unwritten", reports, UnwrittenReports::count);
        registry.gauge("waypost.in.flight", window, InFlightWindow::inFlight);
        registry.gauge(
                "waypost.oldest.in.flight.seconds",
                window,
                w -> w.oldestInFlight().orElse(Duration.ZERO).toMillis() / 1000.0);
        lanes.all().forEach(this::watch);
        for (RelayCircuit.State state : RelayCircuit.State.values()) {
            registry.gauge(
                    "waypost.relay.circuit",
                    Tags.of("state", state.word()),
                    circuit,
                    g -> g.view().state() == state ? 1 : 0);
        }
        accounts.onCounts(this::watch);
        desk.ports().keySet().forEach(this::watch);
        Pace pace = accounts.pace();
        registry.gauge("waypost.relay.rate.limit", pace, p -> p.view().perSecond());
        for (Pace.Source source : Pace.Source.values()) {
            registry.gauge(
                    "waypost.relay.rate.limit.source",
                    Tags.of("source", source.name().toLowerCase(Locale.ROOT)),
                    pace,
                    p -> p.view().source() == source ? 1 : 0);
        }
        registry.gauge("waypost.relay.rate.waiting", pace, p -> p.view().waiting());
        registry.gauge("waypost.relay.quota.exhausted", pace, p -> p.view().isExhausted() ? 1 : 0);
        login.tokens().ifPresent(this::watch);
    }

    private void watch(AccessTokens tokens) {
        registry.gauge("waypost.token.seconds.left", tokens, t -> t.left().toMillis() / 1000.0);
        for (AccessTokens.Result result : AccessTokens.Result.values()) {
            registry.more()
                    .counter(
                            "waypost.token.requests",
                            Tags.of("result", result.name().toLowerCase(Locale.ROOT)),
                            tokens,
                            t -> t.requests(result));
        }
    }

    /** A port that is known, whether a mail came by or not. */
    private void watch(String port) {
        if (ports.add(port)) {
            registry.gauge(
                    "waypost.port.postponed",
                    Tags.of("port", port),
                    memory,
                    m -> m.view().getOrDefault(port, "").isEmpty() ? 0 : 1);
        }
    }

    private void watch(Lane lane) {
        Tags tags = Tags.of("lane", lane.label());
        registry.gauge("waypost.lane.in.flight", tags, window, w -> w.inFlightOf(lane));
        registry.gauge("waypost.lane.waiting", tags, window, w -> w.backlogOf(lane));
        registry.gauge(
                "waypost.lane.oldest.seconds",
                tags,
                window,
                w -> w.oldestWaiting(lane).toMillis() / 1000.0);
    }

    private void watch(ConnectionCounts counts) {
        Tags target = Tags.of("target", counts.target());
        registry.gauge("waypost.connections.open", target, counts, ConnectionCounts::openNow);
        registry.gauge("waypost.connections.leased", target, counts, ConnectionCounts::leasedNow);
        registry.more().counter("waypost.connections.opened", target, counts, c -> c.opened());
        registry.more().counter("waypost.connections.reused", target, counts, c -> c.reused());
        for (RelayLimit.Kind kind : RelayLimit.Kind.values()) {
            registry.more()
                    .counter(
                            "waypost.relay.throttle.replies",
                            target.and("kind", kind.name().toLowerCase(Locale.ROOT)),
                            counts,
                            c -> c.limits(kind));
        }
        for (Discard reason : Discard.values()) {
            registry.more()
                    .counter(
                            "waypost.connections.discarded",
                            target.and("reason", reason.name().toLowerCase(Locale.ROOT)),
                            counts,
                            c -> c.discarded(reason));
        }
    }

    /** Counts the result of this delivery, and each attempt that led to it. */
    public void count(Delivery delivery) {
        DeliveryResult verdict = delivery.result();
        registry.counter(
                        "waypost.mails",
                        "status",
                        verdict.told().word(),
                        "reason",
                        verdict.outcome().reason().slug())
                .increment();
        AttemptLog log = delivery.attempts();
        if (log != null) {
            log.attempts().forEach(this::count);
        }
    }

    private void count(Attempt attempt) {
        String port = attempt.port().name();
        registry.timer(
                        "waypost.attempts",
                        "port",
                        port,
                        "outcome",
                        attempt.outcome().outcomeClass().name())
                .record(attempt.took());
        watch(port);
    }
}
