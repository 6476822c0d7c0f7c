package dev.waypost.deliver;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.config.Heartbeat;
import dev.waypost.config.Waiting;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.RelayCircuit.State;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.pool.ConnectionRequest;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Finds out, instead of a user's mail, which port lets us in at the start, whether a postponed port
 * is back, whether an open circuit may close, and whether all is still well when no mail has come
 * for long. One thread looks what is due. Not its business: the probe itself.
 */
@Singleton
public class PortProbe {

    private static final Logger LOG = Logger.getLogger(PortProbe.class);

    /** Mails tell how the relay is; where none has come for so long, somebody else has to ask. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** Whoever fetches it gives up before; and who cannot has no mails to carry either. */
    private static final Duration NEWS_PATIENCE = Duration.ofSeconds(10);

    /** How often a race is looked after. */
    private static final Duration GLANCE = Duration.ofMillis(25);

    private final PortFailover failover;
    private final PortHealth health;
    private final RelayCircuit circuit;
    private final PortNews news;
    private final RelayLogin login;
    private final OutcomeClassifier classifier;
    private final Duration headStart;
    private final LongSupplier nanoTime;
    private final Probes probes;
    private final Heartbeat heartbeat;
    private final ScheduledExecutorService starter =
            Executors.newSingleThreadScheduledExecutor(PortProbe::daemon);
    private final AtomicBoolean beginning = new AtomicBoolean();
    private volatile PortRace race;
    private volatile Object proof;

    @Inject
    PortProbe(
            PortFailover failover,
            PortHealth health,
            RelayCircuit circuit,
            Probes probes,
            PortNews news,
            RelayLogin login,
            OutcomeClassifier classifier,
            WaypostConfig config,
            LongSupplier nanoTime,
            Waiting waiting) {
        this.failover = failover;
        this.health = health;
        this.circuit = circuit;
        this.probes = probes;
        this.news = news;
        this.login = login;
        this.classifier = classifier;
        this.headStart = config.delivery().headStart();
        this.nanoTime = nanoTime;
        this.heartbeat = new Heartbeat("waypost-port-probe", this::look, waiting);
    }

    /**
     * No mail goes before a port has let us in: while Kafka is joined, there is time to ask.
     *
     * @param ports where mails go, in their order, and with which login
     */
    public void begin(Map<SubmissionPort, Supplier<RelayTarget>> ports) {
        ports.forEach(probes::know);
        if (!failover.ports().isEmpty()) {
            circuit.awaitTrial();
            beginning.set(true);
            starter.execute(this::firstRace);
        }
    }

    /** A port that another pod knows to be dead is not knocked at again by each that starts. */
    private void firstRace() {
        try {
            probes.warmUp();
            news.await(NEWS_PATIENCE);
            prepare();
            race(false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            beginning.set(false);
        }
    }

    /** Looks from now on what is due; once. */
    public void start() {
        heartbeat.start();
    }

    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        close();
    }

    /** Whether it is finding out something right now, or about to begin. */
    public boolean isProbing() {
        return beginning.get() || probes.areUnderWay();
    }

    /**
     * Tries a port now because somebody wants to know, a login that is known to be refused too;
     * blocks.
     *
     * @return what came of it, in words for an operator
     */
    public String tryNow(String port) {
        prepare();
        return probes.tryNow(port, new Insistent(nanoTime.getAsLong()));
    }

    private record Insistent(long since) implements ConnectionRequest {
        @Override
        public boolean isInsistent() {
            return true;
        }

        @Override
        public boolean confirms() {
            return false;
        }
    }

    /** Begins nothing more. */
    public void close() {
        heartbeat.close();
        starter.shutdownNow();
        probes.close();
    }

    /** Begins what is due, and waits for none of it. */
    private void look() {
        State state = circuit.found().state();
        boolean mended = isMended(state);
        if (circuit.view().state() == State.PAUSED) {
            return;
        }
        boolean due = circuit.isDueForProbe() || state == State.RUNNING && health.isStale(IDLE);
        if (mended || due && (race == null || race.isOver())) {
            begin(state == State.HALTED || state == State.UNREACHABLE);
        }
        // A port is of no use while the relay is halted, and its login might be refused again.
        if (circuit.found().state() != State.HALTED) {
            long now = nanoTime.getAsLong();
            health.dueForProbe()
                    .forEach(port -> probes.begin(port, ConnectionRequest.ofProbe(now), null));
        }
    }

    /** Whoever corrects the secret of a halted relay does not want to wait for the next probe. */
    private boolean isMended(State state) {
        Object before = proof;
        proof = login.proof();
        boolean open = state != State.RUNNING && state != State.THROTTLED;
        return open && before != null && !proof.equals(before);
    }

    private void begin(boolean insistent) {
        if (beginning.compareAndSet(false, true)) {
            starter.execute(
                    () -> {
                        try {
                            prepare();
                            race(insistent);
                        } finally {
                            beginning.set(false);
                        }
                    });
        }
    }

    /** A port that waits for a token would be taken for a silent one. */
    private void prepare() {
        try {
            login.secret().octets();
        } catch (SubmissionFailure none) {
            LOG.trace("the race will meet it again", none);
        }
    }

    /**
     * @param insistent tries a login though it is known to be refused
     */
    private synchronized void race(boolean insistent) {
        proof = login.proof();
        List<String> ports = List.copyOf(failover.ports().keySet());
        if (ports.isEmpty()) {
            circuit.resume(); // The next mail has to find out.
            return;
        }
        PortRace begun =
                new PortRace(
                        ports,
                        circuit,
                        health,
                        classifier,
                        proof,
                        headStart,
                        nanoTime,
                        (port, in) -> probes.begin(port, new RaceEntrant(port, in, insistent), in));
        race = begun;
        begun.begin();
        lookAfter(begun);
    }

    private void lookAfter(PortRace begun) {
        if (!begun.isOver()) {
            starter.schedule(
                    () -> {
                        begun.look();
                        lookAfter(begun);
                    },
                    GLANCE.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "waypost-port-race");
        thread.setDaemon(true);
        return thread;
    }
}
