package dev.waypost.deliver;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.config.Handover;
import dev.waypost.config.Heartbeat;
import dev.waypost.config.Outside;
import dev.waypost.config.PodShare;
import dev.waypost.config.WaypostConfig;
import dev.waypost.pace.Pace;
import dev.waypost.pace.PaceNews;
import dev.waypost.pace.Standstill;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.SessionTraces;
import dev.waypost.smtp.client.EhloName;
import dev.waypost.smtp.client.Network;
import dev.waypost.smtp.client.RelayConnector;
import dev.waypost.smtp.client.WriteTimeouts;
import dev.waypost.smtp.pool.ConnectionCounts;
import dev.waypost.smtp.pool.ConnectionPool;
import dev.waypost.smtp.tls.RelayTls;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * This pod's accounts, the configured one and those that routes of the user's own name, and the one
 * thread that ends what takes too long: overdue writes, connections idle or old. Safe for use by
 * many threads.
 */
@Singleton
public class RelayAccounts implements AutoCloseable {

    private final Map<String, RelayAccount> accounts = new ConcurrentHashMap<>();
    private final PaceNews paceNews;
    private final RelayAccount configured;
    private final WriteTimeouts watch = new WriteTimeouts();
    private final WaypostConfig config;
    private final LimitReading limits;
    private final Outside outside;
    private final PodShare share;
    private final SessionTraces traces;
    private final Network network;
    private final LongSupplier nanoTime;
    private final RelayTls tls;
    private final EhloName ehloName;
    private final Standstill standstill;
    private final Heartbeat sweeper = new Heartbeat("waypost-connections", this::sweep);
    private volatile Consumer<ConnectionCounts> listener = any -> {};

    /**
     * @throws IllegalArgumentException if the file with the trusted certificates cannot be read
     */
    public RelayAccounts(WaypostConfig config, OutcomeClassifier classifier) {
        this(
                new RelayAccount(
                        config.relay().host(),
                        config,
                        RelayAccount.told(config),
                        Clock.systemUTC(),
                        System::nanoTime,
                        new Outside(),
                        () -> 1),
                config,
                classifier,
                new Outside(),
                () -> 1,
                new SessionTraces(Clock.systemUTC()),
                new PaceNews(),
                () -> {});
    }

    /**
     * @throws IllegalArgumentException if the file with the trusted certificates cannot be read
     */
    @Inject
    RelayAccounts(
            RelayAccount configured,
            WaypostConfig config,
            OutcomeClassifier classifier,
            Outside outside,
            PodShare share,
            SessionTraces traces,
            PaceNews paceNews,
            Handover handover) {
        this.standstill = new Standstill(handover, System::nanoTime);
        this.traces = traces;
        this.paceNews = paceNews;
        this.share = share;
        this.configured = configured;
        this.config = config;
        this.limits = new LimitReading(classifier);
        this.outside = outside;
        network = outside.get(Network.class, Network.REAL);
        nanoTime = outside.get(LongSupplier.class, System::nanoTime);
        tls = outside.made(RelayTls.class, () -> SmtpSettings.tls(config.relay()));
        ehloName = new EhloName(config.relay().heloName());
        accounts.put(key(config), configured);
        sweeper.start();
    }

    /** The connections to this target; the same for equal targets. */
    public PacedConnections to(RelayTarget target) {
        RelayAccount account = account(target.host(), target.username());
        return account.to(target, added -> opened(account, added));
    }

    /** Makes a first handshake as fast as any other. */
    void warmUp() {
        tls.warmUp();
    }

    /** The pace of the configured relay's account. */
    public Pace pace() {
        return configured.pace();
    }

    /**
     * Tells of every port that is counted: at once of those known, later of each that becomes so.
     *
     * @param listener called once for each port, on whatever thread asks for it first
     */
    public void onCounts(Consumer<ConnectionCounts> listener) {
        this.listener = listener;
        accounts.values().forEach(account -> account.counts().forEach(listener));
    }

    /** What is counted at each port that was used. */
    public List<ConnectionCounts> counts() {
        return accounts.values().stream().flatMap(it -> it.counts().stream()).toList();
    }

    /** Whose turn it is not yet begins nothing any more: it is given back. */
    public void endWaiting() {
        accounts.values().forEach(account -> account.pace().close());
    }

    /** Waits for the relay no more: idle connections take leave, those in use are cut off. */
    public void abandon() {
        endWaiting();
        closeAll();
        watch.abandon();
    }

    /** What is played ends when its life does, not when the next one is begun beside it. */
    @PreDestroy
    void end() {
        if (network == Network.REAL) {
            close();
        }
    }

    @Override
    public void close() {
        sweeper.close();
        closeAll();
    }

    // Who has no login at the configured relay has its limits all the same.
    RelayAccount account(String host, String username) {
        return accounts.computeIfAbsent(key(host, username), key -> another(key, host));
    }

    private RelayAccount another(String key, String host) {
        RelayAccount account =
                new RelayAccount(
                        host,
                        config,
                        Optional.of(config)
                                .filter(any -> host.equals(config.relay().host()))
                                .flatMap(RelayAccount::told),
                        Clock.systemUTC(),
                        nanoTime,
                        outside,
                        share);
        paceNews.add(key, account.pace());
        return account;
    }

    /** Of the configured relay's account. */
    static String key(WaypostConfig config) {
        return key(config.relay().host(), config.relay().username().orElse(""));
    }

    private static String key(String host, String username) {
        return username + "@" + host;
    }

    private PacedConnections opened(RelayAccount account, RelayTarget target) {
        RelayConnector connector =
                new RelayConnector(
                        target,
                        tls,
                        ehloName,
                        SmtpSettings.discarded(config.relay()),
                        account.pipelining(target),
                        SmtpSettings.timeouts(config.delivery().timeout()),
                        watch,
                        network,
                        traces);
        ConnectionPool pool =
                new ConnectionPool(
                        target,
                        connector,
                        account.login(target),
                        SmtpSettings.limits(config.delivery()),
                        account.counts(target, this::counted),
                        account.pipelining(target),
                        limits,
                        nanoTime);
        return new PacedConnections(
                pool,
                account.pace(),
                account.paceLog(),
                account.ownLimits(),
                SmtpSettings.mailLimits(config),
                limits,
                watch,
                standstill,
                nanoTime);
    }

    private ConnectionCounts counted(String port) {
        ConnectionCounts added = new ConnectionCounts(port);
        listener.accept(added);
        return added;
    }

    private void closeAll() {
        accounts.values()
                .forEach(account -> account.connections().forEach(each -> each.pool().close()));
    }

    private void sweep() {
        standstill.count();
        watch.sweep();
        accounts.values().forEach(account -> account.paceLog().look());
        accounts.values()
                .forEach(account -> account.connections().forEach(each -> each.pool().sweep()));
    }
}
