package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.deliver.RelayCircuit.State;
import dev.waypost.smtp.Outrun;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.Secret;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.pool.ConnectionRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Carries out probes: opens a connection to a port, logs in, leaves it to the next mail, and tells
 * port health, circuit and race what came of it. Each has its own thread, at most one at a target
 * at a time. Not its business: when, and in which order. Any thread.
 */
@Singleton
class Probes implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Probes.class);

    private static final Set<State> OPEN_FOR_LACK_OF_PORTS =
            Set.of(State.UNTRIED, State.UNREACHABLE);

    /** What says nothing of the port: it was not even connected to. */
    private static final Set<Symptom> WITHOUT_A_PORT =
            Set.of(Symptom.NO_TOKEN, Symptom.TOKEN_REFUSED);

    private final PortFailover failover;
    private final PortHealth health;
    private final RelayCircuit circuit;
    private final RelayAccounts accounts;
    private final RelayLogin login;
    private final OutcomeClassifier classifier;
    private final Map<String, Supplier<RelayTarget>> targets = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Probes::daemon);
    private final Set<RelayTarget> underWay = ConcurrentHashMap.newKeySet();

    @Inject
    Probes(
            PortFailover failover,
            PortHealth health,
            RelayCircuit circuit,
            RelayAccounts accounts,
            RelayLogin login,
            OutcomeClassifier classifier) {
        this.failover = failover;
        this.health = health;
        this.circuit = circuit;
        this.accounts = accounts;
        this.login = login;
        this.classifier = classifier;
    }

    /** Makes a port known before any mail has come by: to be probed as its mails would go. */
    void know(SubmissionPort port, Supplier<RelayTarget> target) {
        failover.know(port);
        targets.put(port.name(), target);
    }

    /** Before the first probe: what is slow in a process that has just started is done then. */
    void warmUp() {
        accounts.warmUp();
    }

    /** Whether any has begun and is not over. */
    boolean areUnderWay() {
        return !underWay.isEmpty();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /**
     * @param in the race that this probe is part of; null where only the port is in question
     * @return false where it is under way already, so that it hangs, and its own time will end it;
     *     and where the password was changed meanwhile, so that another race is about to begin
     */
    boolean begin(String name, ConnectionRequest request, PortRace in) {
        RelayTarget target = target(name);
        if (in != null && !isCurrent(in) || !underWay.add(target)) {
            return false;
        }
        boolean begun = false;
        try {
            threads.execute(() -> probe(name, target, request, in));
            begun = true;
        } finally {
            if (!begun) {
                underWay.remove(target);
            }
        }
        return true;
    }

    /**
     * Opens a connection to this port now, whatever is known of it, and logs in; blocks. Where it
     * is let in, mails go there again, after a halt too, and none waits any longer because the
     * relay had asked for it, as for a quota.
     *
     * @return what came of it, in words for an operator
     */
    String tryNow(String name, ConnectionRequest request) {
        try {
            PacedConnections connections = accounts.to(target(name));
            connections.probe(request);
            health.succeeded(name);
            connections.resume();
            circuit.resume();
            return "lets us in";
        } catch (SubmissionFailure e) {
            failed(name, e.trouble(), null);
            return "is shut in %s: %s".formatted(e.trouble().phase().label(), e.trouble().detail());
        }
    }

    /** As mails have it that come by this port, or would. */
    private RelayTarget target(String name) {
        Supplier<RelayTarget> target = targets.get(name);
        return target == null ? target(failover.ports().get(name)) : target.get();
    }

    private RelayTarget target(SubmissionPort port) {
        boolean ours = login.isFor(port.host());
        return new RelayTarget(
                port.implicitTls(),
                port.host(),
                port.number(),
                ours ? login.username() : "",
                ours ? login.secret() : Secret.NONE);
    }

    private void probe(String name, RelayTarget target, ConnectionRequest request, PortRace in) {
        try {
            accounts.to(target).probe(request);
            letIn(name, in);
        } catch (Outrun e) {
            in.outrun(name); // Not proven: logins fall silent too.
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
        health.succeeded(name);
        if (isCurrent(in)) {
            in.letIn(name);
        } else if (OPEN_FOR_LACK_OF_PORTS.contains(circuit.found().state())) {
            circuit.resume();
        }
    }

    private void failed(String name, Trouble trouble, PortRace in) {
        Outcome outcome = classifier.classify(trouble);
        if (outcome.outcomeClass() == OutcomeClass.FAILOVER
                || trouble.symptom() == Symptom.UNKNOWN) {
            health.failed(name, outcome.reason());
        } else if (!WITHOUT_A_PORT.contains(trouble.symptom())) {
            health.succeeded(name);
        }
        if (isCurrent(in)) {
            in.failed(name, outcome);
        }
    }

    /** What was found out with a password that was changed meanwhile says nothing any more. */
    private boolean isCurrent(PortRace in) {
        return in != null && Objects.equals(in.proof(), login.proof());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "waypost-probe");
        thread.setDaemon(true);
        return thread;
    }
}
