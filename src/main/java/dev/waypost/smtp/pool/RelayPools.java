package dev.waypost.smtp.pool;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.config.Outside;
import dev.waypost.config.PodShare;
import dev.waypost.config.Rate;
import dev.waypost.config.RelayProfile;
import dev.waypost.config.Waiting;
import dev.waypost.config.WaypostConfig;
import dev.waypost.pace.Pace;
import dev.waypost.smtp.EhloName;
import dev.waypost.smtp.Heartbeat;
import dev.waypost.smtp.Network;
import dev.waypost.smtp.PhaseTimeouts;
import dev.waypost.smtp.Pipelining;
import dev.waypost.smtp.RelayConnector;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.RelayTls;
import dev.waypost.smtp.SmtpExtensions;
import dev.waypost.smtp.WriteTimeouts;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;

/**
 * The connections of this pod to all its targets, and the one thread that ends what takes too long:
 * overdue writes, connections idle or old. Safe for use by many threads.
 */
@ApplicationScoped
public class RelayPools implements AutoCloseable {

    private final Map<RelayTarget, RelayConnections> pools = new ConcurrentHashMap<>();
    private final Map<RelayTarget.Account, SingleFlight> logins = new ConcurrentHashMap<>();
    private final Map<String, Pipelining> pipelining = new ConcurrentHashMap<>();
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();
    private final Map<String, ConnectionCounts> counts = new ConcurrentHashMap<>();
    private final WriteTimeouts watch = new WriteTimeouts();
    private final WaypostConfig config;
    private final OutcomeClassifier classifier;
    private final Network network;
    private final LongSupplier nanoTime;
    private final Waiting waiting;
    private final PodShare share;
    private final RelayTls tls;
    private final EhloName ehloName;
    private final Set<String> discarded;
    private final Heartbeat sweeper = new Heartbeat("waypost-connections", this::sweep);
    private volatile Consumer<ConnectionCounts> listener = any -> {};

    /**
     * @throws IllegalArgumentException if the file with the trusted certificates cannot be read
     */
    public RelayPools(WaypostConfig config, OutcomeClassifier classifier) {
        this(config, classifier, new Outside(), () -> 1);
    }

    /**
     * @throws IllegalArgumentException if the file with the trusted certificates cannot be read
     */
    @Inject
    RelayPools(
            WaypostConfig config, OutcomeClassifier classifier, Outside outside, PodShare share) {
        network = outside.get(Network.class, Network.REAL);
        nanoTime = outside.get(LongSupplier.class, System::nanoTime);
        waiting = outside.get(Waiting.class, Waiting.REAL);
        this.config = config;
        this.share = share;
        this.classifier = classifier;
        tls = new RelayTls(config.relay());
        ehloName = new EhloName(config.relay().heloName());
        discarded = SmtpExtensions.discarded(config.relay());
        sweeper.start();
    }

    /** The connections to this target; the same for equal targets. */
    public RelayConnections to(RelayTarget target) {
        RelayConnections known = pools.get(target);
        return known != null ? known : added(target);
    }

    /**
     * Tells of every port that is counted: at once of those known, later of each that becomes so.
     *
     * @param listener called once for each port, on whatever thread asks for it first
     */
    public void onCounts(Consumer<ConnectionCounts> listener) {
        this.listener = listener;
        counts.values().forEach(listener);
    }

    // Last of those who observe it: by then the window has drained, or has given up.
    void onStopping(
            @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    CamelContextStoppingEvent stopping) {
        abandon();
    }

    /** Waits for the relay no more: idle connections take leave, those in use are cut off. */
    void abandon() {
        paces.values().forEach(Pace::close);
        pools.values().forEach(RelayConnections::close);
        watch.abandon();
    }

    @Override
    @PreDestroy
    public void close() {
        sweeper.close();
        pools.values().forEach(RelayConnections::close);
    }

    private RelayConnections added(RelayTarget target) {
        pools.values().removeIf(pool -> isSuperseded(pool, target));
        return pools.computeIfAbsent(
                target,
                added ->
                        new RelayConnections(
                                added,
                                new RelayConnector(
                                        added,
                                        tls,
                                        ehloName,
                                        discarded,
                                        pipelining(added),
                                        new PhaseTimeouts(config.delivery().timeout()),
                                        watch,
                                        network),
                                login(added),
                                config.delivery(),
                                counts(added),
                                pipelining(added),
                                watch,
                                paceOf(added),
                                classifier));
    }

    private ConnectionCounts counts(RelayTarget target) {
        return counts.computeIfAbsent(
                target.toString(),
                name -> {
                    ConnectionCounts added = new ConnectionCounts(name);
                    listener.accept(added);
                    return added;
                });
    }

    private Pipelining pipelining(RelayTarget target) {
        return pipelining.computeIfAbsent(target.toString(), Pipelining::new);
    }

    /** The pace of the configured relay's account. */
    public Pace pace() {
        return paceOf(config.relay().host(), config.relay().username().orElse(""));
    }

    private Pace paceOf(RelayTarget target) {
        return paceOf(target.host(), target.username());
    }

    // An account keeps its limits when its password changes, and has them at all ports.
    public Pace paceOf(String host, String username) {
        Optional<Pace.Told> told =
                Optional.of(config)
                        .filter(any -> host.equals(config.relay().host()))
                        .flatMap(RelayPools::told);
        return paces.computeIfAbsent(
                username + "@" + host,
                account ->
                        new Pace(
                                nanoTime,
                                waiting,
                                new SplittableRandom(),
                                told,
                                share::part,
                                config.delivery().leastShare()));
    }

    /** The rate that was told, and where it stands. */
    public static Optional<Pace.Told> told(WaypostConfig config) {
        Optional<Rate> profile = RelayProfile.of(config).rate();
        return config.relay()
                .rate()
                .map(
                        rate ->
                                new Pace.Told(
                                        rate,
                                        Optional.of(rate).equals(profile)
                                                ? Pace.Source.PROFILE
                                                : Pace.Source.CONFIGURED));
    }

    private SingleFlight login(RelayTarget target) {
        return target.wantsLogin()
                ? logins.computeIfAbsent(
                        target.account(), account -> SingleFlight.ofLogin(nanoTime))
                : null;
    }

    // A new password: what was opened with the old one takes leave, and is known no more.
    private boolean isSuperseded(RelayConnections pool, RelayTarget target) {
        boolean superseded = pool.target().isSameAccountAs(target) && !pool.target().equals(target);
        if (superseded) {
            pool.close();
            if (!pool.target().account().equals(target.account())) {
                logins.remove(pool.target().account());
            }
        }
        return superseded;
    }

    private void sweep() {
        watch.sweep();
        pools.values().forEach(RelayConnections::sweep);
    }
}
