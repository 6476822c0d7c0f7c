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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.jboss.logging.Logger;

/**
 * Finds out, instead of a user's mail, whether a postponed port is back and whether a shut gate may
 * open: opens a connection, logs in, and leaves it to the next mail. One thread looks what is due;
 * each probe has its own, and ends when the time to open a connection is over.
 */
@Singleton
public class PortProbe {

    private static final Logger LOG = Logger.getLogger(PortProbe.class);

    private final PortDesk desk;
    private final PortMemory memory;
    private final RelayGate gate;
    private final RelayPools pools;
    private final RelayLogin login;
    private final OutcomeClassifier classifier;
    private final Heartbeat heartbeat = new Heartbeat("waypost-port-probe", this::look);
    private final ExecutorService threads = Executors.newCachedThreadPool(PortProbe::daemon);
    private final Set<RelayTarget> underWay = ConcurrentHashMap.newKeySet();
    private ProbeRound round;
    private volatile String password;

    @Inject
    PortProbe(
            PortDesk desk,
            PortMemory memory,
            RelayGate gate,
            RelayPools pools,
            RelayLogin login,
            OutcomeClassifier classifier) {
        this.desk = desk;
        this.memory = memory;
        this.gate = gate;
        this.pools = pools;
        this.login = login;
        this.classifier = classifier;
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        heartbeat.start();
    }

    void onShutdown(@Observes ShutdownEvent shutdown) {
        close();
    }

    void close() {
        heartbeat.close();
        threads.shutdownNow();
    }

    /** Begins what is due, and waits for none of it. */
    private void look() {
        long now = System.nanoTime();
        boolean mended = isHaltMended();
        if (mended || gate.isDueForProbe() && (round == null || round.isOver(now))) {
            probeGate(now);
        }
        // A port is of no use while the relay is halted, and its login might be refused again.
        if (gate.view().state() != State.HALTED) {
            memory.dueForProbe().forEach(port -> begin(port, now, null));
        }
    }

    /** Whoever corrects the secret of a halted relay does not want to wait for the next probe. */
    private boolean isHaltMended() {
        String before = password;
        password = login.getPasswordAuthentication().getPassword();
        return gate.view().state() == State.HALTED && !Objects.equals(password, before);
    }

    private void probeGate(long now) {
        round = new ProbeRound(gate, password, now);
        Set<String> ports = desk.ports().keySet();
        ports.forEach(port -> begin(port, now, round));
        round.allBegan();
        if (ports.isEmpty()) {
            round.letIn(); // The next mail has to find out.
        }
    }

    /**
     * @param in the round that this probe is part of; null where only the port is in question
     */
    private void begin(String name, long since, ProbeRound in) {
        RelayTarget target = target(desk.ports().get(name));
        if (!underWay.add(target)) {
            return; // It hangs: its own time will end it.
        }
        if (in != null) {
            in.began();
        }
        boolean begun = false;
        try {
            threads.execute(() -> probe(name, target, since, in));
            begun = true;
        } finally {
            if (!begun) {
                underWay.remove(target);
            }
        }
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

    private void probe(String name, RelayTarget target, long since, ProbeRound in) {
        try {
            pools.to(target).probe(since, in != null);
            letIn(name, in);
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

    private void letIn(String name, ProbeRound in) {
        memory.succeeded(name);
        if (isCurrent(in)) {
            in.letIn();
        } else if (gate.view().state() == State.UNREACHABLE) {
            gate.reopen();
        }
    }

    private void failed(String name, Trouble trouble, ProbeRound in) {
        Outcome outcome = classifier.classify(trouble);
        if (outcome.outcomeClass() == OutcomeClass.FAILOVER
                || trouble.symptom() == Symptom.UNKNOWN) {
            memory.failed(name, outcome.reason());
        } else {
            memory.succeeded(name);
        }
        if (isCurrent(in)) {
            in.failed(outcome);
        }
    }

    /** What was found out with a password that was changed meanwhile says nothing any more. */
    private boolean isCurrent(ProbeRound in) {
        return in != null && Objects.equals(in.password(), password);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "waypost-probe");
        thread.setDaemon(true);
        return thread;
    }
}
