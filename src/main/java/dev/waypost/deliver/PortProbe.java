package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Phase;
import dev.waypost.classify.Symptom;
import dev.waypost.classify.Trouble;
import dev.waypost.deliver.RelayGate.State;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.PasswordAuthentication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;
import org.jboss.logging.Logger;

/**
 * Finds out, instead of a user's mail, which port lets us in at the start, whether a postponed port
 * is back, whether a shut gate may open, and whether all is still well when no mail has come for
 * long: opens a connection, logs in, and leaves it to the next mail. One thread looks what is due;
 * each probe has its own, and ends when the time to open a connection is over.
 */
@Singleton
public class PortProbe {

    private static final Logger LOG = Logger.getLogger(PortProbe.class);

    /** Mails tell how the relay is; where none has come for so long, somebody else has to ask. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** How often a race is looked after. */
    private static final Duration GLANCE = Duration.ofMillis(25);

    private final PortDesk desk;
    private final PortMemory memory;
    private final RelayGate gate;
    private final RelayPools pools;
    private final RelayLogin login;
    private final OutcomeClassifier classifier;
    private final LongSupplier nanoTime;
    private final Map<String, RelayMailEndpoint> endpoints = new ConcurrentHashMap<>();
    private final Heartbeat heartbeat = new Heartbeat("waypost-port-probe", this::look);
    private final ExecutorService threads = Executors.newCachedThreadPool(PortProbe::daemon);
    private final Set<RelayTarget> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService starter =
            Executors.newSingleThreadScheduledExecutor(PortProbe::daemon);
    private volatile PortRace race;
    private volatile String password;

    @Inject
    PortProbe(
            PortDesk desk,
            PortMemory memory,
            RelayGate gate,
            RelayPools pools,
            RelayLogin login,
            OutcomeClassifier classifier,
            LongSupplier nanoTime) {
        this.desk = desk;
        this.memory = memory;
        this.gate = gate;
        this.pools = pools;
        this.login = login;
        this.classifier = classifier;
        this.nanoTime = nanoTime;
    }

    /** No mail goes before a port has let us in: while Kafka is joined, there is time to ask. */
    void onStarting(@Observes CamelContextStartingEvent starting) {
        RoutePorts.of(starting.getContext())
                .values()
                .forEach(
                        endpoint -> {
                            desk.know(endpoint.port());
                            endpoints.put(endpoint.port().name(), endpoint);
                        });
        if (!endpoints.isEmpty()) {
            gate.awaitTrial();
            starter.execute(() -> race(false));
        }
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        heartbeat.start();
    }

    void onShutdown(@Observes ShutdownEvent shutdown) {
        close();
    }

    void close() {
        heartbeat.close();
        starter.shutdownNow();
        threads.shutdownNow();
    }

    /** Begins what is due, and waits for none of it. */
    private void look() {
        State state = gate.view().state();
        boolean mended = isHaltMended(state);
        boolean due = gate.isDueForProbe() || state == State.OPEN && memory.isStale(IDLE);
        if (mended || due && (race == null || race.isOver())) {
            race(state == State.HALTED || state == State.UNREACHABLE);
        }
        // A port is of no use while the relay is halted, and its login might be refused again.
        if (gate.view().state() != State.HALTED) {
            long now = nanoTime.getAsLong();
            memory.dueForProbe().forEach(port -> begin(port, Knock.ofProbe(now), null));
        }
    }

    /** Whoever corrects the secret of a halted relay does not want to wait for the next probe. */
    private boolean isHaltMended(State state) {
        String before = password;
        password = secret();
        return state == State.HALTED && !Objects.equals(password, before);
    }

    /**
     * @param insistent tries a login though it is known to be refused
     */
    private synchronized void race(boolean insistent) {
        password = secret();
        List<String> ports = List.copyOf(desk.ports().keySet());
        if (ports.isEmpty()) {
            gate.reopen(); // The next mail has to find out.
            return;
        }
        PortRace begun =
                new PortRace(
                        ports,
                        gate,
                        memory,
                        classifier,
                        password,
                        nanoTime,
                        (port, in) -> begin(port, new PortRace.Entrant(port, in, insistent), in));
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

    /**
     * @param in the race that this probe is part of; null where only the port is in question
     * @return false where it is under way already, so that it hangs, and its own time will end it;
     *     and where the password was changed meanwhile, so that another race is about to begin
     */
    private boolean begin(String name, Knock knock, PortRace in) {
        RelayTarget target = target(name);
        if (in != null && !Objects.equals(in.password(), secret()) || !underWay.add(target)) {
            return false;
        }
        boolean begun = false;
        try {
            threads.execute(() -> probe(name, target, knock, in));
            begun = true;
        } finally {
            if (!begun) {
                underWay.remove(target);
            }
        }
        return true;
    }

    /** As mails have it that come by this port, or would. */
    private RelayTarget target(String name) {
        RelayMailEndpoint endpoint = endpoints.get(name);
        return endpoint == null ? target(desk.ports().get(name)) : endpoint.target();
    }

    private RelayTarget target(SubmissionPort port) {
        boolean ours = login.isFor(port.host());
        PasswordAuthentication credentials = login.getPasswordAuthentication();
        return new RelayTarget(
                port.implicitTls(),
                port.host(),
                port.number(),
                ours ? credentials.getUserName() : null,
                ours ? credentials.getPassword() : null);
    }

    private void probe(String name, RelayTarget target, Knock knock, PortRace in) {
        try {
            pools.to(target).probe(knock);
            letIn(name, in);
        } catch (Outrun e) {
            memory.succeeded(name);
            in.outrun(name);
        } catch (SubmissionFailure e) {
            failed(name, e.trouble(), in);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "probing port %s failed; it will be tried again", name);
            failed(
                    name,
                    Trouble.of(Phase.CONNECT, Symptom.UNKNOWN, e.getClass().getSimpleName()),
                    in);
        } finally {
            underWay.remove(target);
        }
    }

    private void letIn(String name, PortRace in) {
        memory.succeeded(name);
        if (isCurrent(in)) {
            in.letIn(name);
        } else if (gate.view().state() == State.UNREACHABLE) {
            gate.reopen();
        }
    }

    private void failed(String name, Trouble trouble, PortRace in) {
        Outcome outcome = classifier.classify(trouble);
        if (outcome.outcomeClass() == OutcomeClass.FAILOVER
                || trouble.symptom() == Symptom.UNKNOWN) {
            memory.failed(name, outcome.reason());
        } else {
            memory.succeeded(name);
        }
        if (isCurrent(in)) {
            in.failed(name, outcome);
        }
    }

    private String secret() {
        return login.getPasswordAuthentication().getPassword();
    }

    /** What was found out with a password that was changed meanwhile says nothing any more. */
    private boolean isCurrent(PortRace in) {
        return in != null && Objects.equals(in.password(), password);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "waypost-probe");
        thread.setDaemon(true);
        return thread;
    }
}
