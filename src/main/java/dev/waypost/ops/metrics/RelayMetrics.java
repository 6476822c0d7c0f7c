package dev.waypost.ops.metrics;

import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayCircuit;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.login.AccessTokens;
import dev.waypost.pace.Pace;
import dev.waypost.pace.PaceSource;
import dev.waypost.smtp.pool.ConnectionCounts;
import dev.waypost.smtp.pool.Discard;
import dev.waypost.smtp.pool.RelayLimit;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;

/** What is known of the relay: whether it may be asked, how fast, over which connections. */
@Singleton
public class RelayMetrics {

    private final Meters meters;
    private final RelayCircuit circuit;
    private final RelayAccounts accounts;
    private final RelayLogin login;

    @Inject
    public RelayMetrics(
            MeterRegistry registry,
            RelayCircuit circuit,
            RelayAccounts accounts,
            RelayLogin login) {
        this.meters = new Meters(registry);
        this.circuit = circuit;
        this.accounts = accounts;
        this.login = login;
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        meters.states(
                "waypost.relay.circuit",
                "1 for the state that holds: mails go to the relay in running alone",
                "state",
                RelayCircuit.State.class,
                circuit,
                (c, state) -> c.view().state() == state);
        accounts.onCounts(this::watch);
        watch(accounts.pace());
        login.tokens().ifPresent(this::watch);
    }

    private void watch(Pace pace) {
        meters.gauge(
                "waypost.relay.rate.limit",
                "Mails a second that may go to the relay; +Inf where no limit is known",
                pace,
                p -> p.view().perSecond());
        meters.states(
                "waypost.relay.rate.limit.source",
                "1 for where that figure comes from",
                "source",
                PaceSource.class,
                pace,
                (p, source) -> p.view().source() == source);
        meters.gauge(
                "waypost.relay.rate.waiting",
                "Mails that wait for their turn by that rate",
                pace,
                p -> p.view().waiting());
        meters.gauge(
                "waypost.relay.quota.exhausted",
                "1 while the account's quota is used up and one mail asks now and then",
                pace,
                p -> p.view().isExhausted() ? 1 : 0);
    }

    private void watch(AccessTokens tokens) {
        meters.gauge(
                "waypost.token.seconds.left",
                "How long the access token in hand is good, in seconds; 0 where there is none",
                tokens,
                t -> t.left().toMillis() / 1000.0);
        for (AccessTokens.Result result : AccessTokens.Result.values()) {
            meters.counter(
                    "waypost.token.requests",
                    "Requests for an access token by result",
                    Meters.word("result", result),
                    tokens,
                    t -> t.requests(result));
        }
    }

    private void watch(ConnectionCounts counts) {
        Tags target = Tags.of("target", counts.target());
        meters.gauge(
                "waypost.connections.open",
                "Connections to a port that are open",
                target,
                counts,
                ConnectionCounts::openNow);
        meters.gauge(
                "waypost.connections.leased",
                "Connections to a port that carry a mail, or are opened for one",
                target,
                counts,
                ConnectionCounts::leasedNow);
        meters.counter(
                "waypost.connections.opened",
                "Connections opened to a port: a handshake and a login each",
                target,
                counts,
                ConnectionCounts::opened);
        meters.counter(
                "waypost.connections.reused",
                "Mails that took a connection which was open already",
                target,
                counts,
                ConnectionCounts::reused);
        for (RelayLimit.Kind kind : RelayLimit.Kind.values()) {
            meters.counter(
                    "waypost.relay.throttle.replies",
                    "Replies that spoke of a limit by kind",
                    target.and(Meters.word("kind", kind)),
                    counts,
                    c -> c.limits(kind));
        }
        for (Discard reason : Discard.values()) {
            meters.counter(
                    "waypost.connections.discarded",
                    "Connections that ended by reason",
                    target.and(Meters.word("reason", reason)),
                    counts,
                    c -> c.discarded(reason));
        }
    }
}
