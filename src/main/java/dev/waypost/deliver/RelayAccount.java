package dev.waypost.deliver;

import dev.waypost.config.DeliveryConfig;
import dev.waypost.config.Outside;
import dev.waypost.config.PodShare;
import dev.waypost.config.Rate;
import dev.waypost.config.RelayProfile;
import dev.waypost.config.Waiting;
import dev.waypost.config.WaypostConfig;
import dev.waypost.pace.KnownLimit;
import dev.waypost.pace.OwnLimits;
import dev.waypost.pace.Pace;
import dev.waypost.pace.PaceLog;
import dev.waypost.pace.PaceSource;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.client.Pipelining;
import dev.waypost.smtp.pool.ConnectionCounts;
import dev.waypost.smtp.pool.SingleFlight;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * All that is known of one account at a relay, and nothing of it is known elsewhere: port health
 * and the circuit breakers, the pace, whether the login is good, and for each submission port the
 * connection pool, its counts, and whether it takes groups of commands. Another account has another
 * of these. It keeps its limits when its password changes. Any thread.
 */
public final class RelayAccount {

    private final PortHealth health;
    private final RefusalBreaker breaker;
    private final RelayPause pause;
    private final RelayCircuit circuit;
    private final Pace pace;
    private final PaceLog paceLog;
    private final OwnLimits ownLimits = new OwnLimits();
    private final LongSupplier nanoTime;
    private final Map<RelayTarget, PacedConnections> pools = new ConcurrentHashMap<>();
    private final Map<RelayTarget.Account, SingleFlight> logins = new ConcurrentHashMap<>();
    private final Map<String, Pipelining> pipelining = new ConcurrentHashMap<>();
    private final Map<String, ConnectionCounts> counts = new ConcurrentHashMap<>();

    /**
     * @param host for the log
     * @param told the account's rate, where it is known
     * @param clock for the moments that are shown
     * @param nanoTime as {@link System#nanoTime}: for what is waited for
     * @param share this pod's part of the rate
     */
    RelayAccount(
            String host,
            WaypostConfig config,
            Optional<KnownLimit> told,
            Clock clock,
            LongSupplier nanoTime,
            Outside outside,
            PodShare share) {
        this.nanoTime = nanoTime;
        Waiting waiting = outside.get(Waiting.class, Waiting.REAL);
        DeliveryConfig delivery = config.delivery();
        health = new PortHealth(nanoTime, delivery.coolDown(), delivery.longestCoolDown());
        breaker = new RefusalBreaker(delivery.refusalWindow(), delivery.refusalShare());
        pause = new RelayPause(clock, nanoTime);
        circuit = new RelayCircuit(config.relay().haltBackoff(), pause, clock, nanoTime);
        pace =
                new Pace(
                        nanoTime,
                        waiting,
                        new SplittableRandom(),
                        told,
                        share::part,
                        delivery.leastShare());
        paceLog = new PaceLog(host, pace, nanoTime);
    }

    /** The rate of the configured relay's account, and where it stands. */
    public static Optional<KnownLimit> told(WaypostConfig config) {
        return config.relay().rate().map(rate -> new KnownLimit(rate, source(rate, config)));
    }

    private static PaceSource source(Rate rate, WaypostConfig config) {
        return RelayProfile.of(config).rate().equals(Optional.of(rate))
                ? PaceSource.PROFILE
                : PaceSource.CONFIGURED;
    }

    PortHealth health() {
        return health;
    }

    RefusalBreaker breaker() {
        return breaker;
    }

    RelayPause pause() {
        return pause;
    }

    RelayCircuit circuit() {
        return circuit;
    }

    Pace pace() {
        return pace;
    }

    PaceLog paceLog() {
        return paceLog;
    }

    OwnLimits ownLimits() {
        return ownLimits;
    }

    /** The connections to this target; the same for equal targets. */
    PacedConnections to(RelayTarget target, Function<RelayTarget, PacedConnections> another) {
        PacedConnections known = pools.get(target);
        if (known != null) {
            return known;
        }
        pools.values().removeIf(pool -> isSuperseded(pool, target));
        return pools.computeIfAbsent(target, another);
    }

    /** Single-flight login; null where the target has none. */
    SingleFlight login(RelayTarget target) {
        return target.wantsLogin()
                ? logins.computeIfAbsent(
                        target.account(), account -> SingleFlight.ofLogin(nanoTime))
                : null;
    }

    Pipelining pipelining(RelayTarget target) {
        return pipelining.computeIfAbsent(target.toString(), Pipelining::new);
    }

    ConnectionCounts counts(RelayTarget target, Function<String, ConnectionCounts> another) {
        return counts.computeIfAbsent(target.toString(), another);
    }

    Collection<ConnectionCounts> counts() {
        return counts.values();
    }

    Collection<PacedConnections> connections() {
        return pools.values();
    }

    // A new password: what was opened with the old one takes leave, and is known no more.
    private boolean isSuperseded(PacedConnections connections, RelayTarget target) {
        RelayTarget its = connections.pool().target();
        boolean superseded = its.isSameAccountAs(target) && !its.equals(target);
        if (superseded) {
            connections.pool().close();
            if (!its.account().equals(target.account())) {
                logins.remove(its.account());
            }
        }
        return superseded;
    }
}
