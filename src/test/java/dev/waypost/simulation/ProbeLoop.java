package dev.waypost.simulation;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.PortHealth;
import dev.waypost.deliver.RelayCircuit;
import dev.waypost.deliver.RelayCircuit.State;
import dev.waypost.deliver.RelayCircuit.View;
import dev.waypost.smtp.Trouble;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stands for the thread that probes postponed ports and an open circuit. Port memory and circuit
 * are the real ones.
 */
final class ProbeLoop {

    private static final long LOOK_EVERY = 250_000_000;

    private final Pod pod;
    private final PortFailover failover;
    private final PortHealth health;
    private final RelayCircuit circuit;
    private final OutcomeClassifier classifier;
    private boolean running;
    private boolean wasShut;
    private long resumedAt = -1;

    ProbeLoop(Pod pod) {
        this.pod = pod;
        this.failover = pod.beans.get(PortFailover.class);
        this.health = pod.beans.get(PortHealth.class);
        this.circuit = pod.beans.get(RelayCircuit.class);
        this.classifier = pod.beans.get(OutcomeClassifier.class);
    }

    /** Something went wrong: there may soon be something to probe. */
    void start() {
        if (!running) {
            running = true;
            next(4 * LOOK_EVERY);
        }
    }

    private void resume() {
        resumedAt = pod.scheduler.now();
        circuit.resume();
    }

    /** When a probe was let in last; -1 before. */
    long resumedAt() {
        return resumedAt;
    }

    boolean isRunning() {
        return circuit.view().state() == State.RUNNING;
    }

    boolean isShut() {
        return running && circuit.view().state() != State.RUNNING;
    }

    private void next(long wait) {
        pod.scheduler.after(pod.life, wait, this::look);
    }

    /** Looks on while anything is wrong. */
    private void goOn() {
        boolean isThrottled = !circuit.test(null) && circuit.view().state() == State.THROTTLED;
        State state = circuit.view().state();
        running =
                state != State.RUNNING
                        || health.view().values().stream().anyMatch(Optional::isPresent);
        if (wasShut && state == State.RUNNING) {
            pod.wake();
        }
        wasShut = state != State.RUNNING;
        if (running) {
            next(isThrottled ? 60 * LOOK_EVERY : LOOK_EVERY);
        }
    }

    private void look() {
        if (circuit.isDueForProbe()) {
            Deque<String> ports = new ArrayDeque<>(failover.ports().keySet());
            if (ports.isEmpty()) {
                resume();
            }
            probeRelay(ports, circuit.view(), null);
            return;
        }
        if (circuit.view().state() == State.HALTED) {
            goOn();
            return;
        }
        probeAll(new ArrayDeque<>(health.dueForProbe()));
    }

    private void probeRelay(Deque<String> ports, View before, Outcome last) {
        String port = ports.poll();
        if (port == null || last != null && last.outcomeClass() == OutcomeClass.HALT) {
            if (last != null) {
                circuit.trip(last, before);
            }
            goOn();
            return;
        }
        probe(
                port,
                outcome -> {
                    if (outcome == null) {
                        resume();
                        goOn();
                    } else {
                        probeRelay(ports, before, outcome);
                    }
                });
    }

    private void probeAll(Deque<String> ports) {
        String port = ports.poll();
        if (port == null) {
            goOn();
        } else {
            probe(port, any -> probeAll(ports));
        }
    }

    private void probe(String name, Consumer<Outcome> then) {
        pod.relay.probe(
                pod.life,
                failover.ports().get(name).number(),
                trouble -> then.accept(judge(name, trouble)));
    }

    /** Null where it was let in. */
    private Outcome judge(String name, Trouble trouble) {
        if (trouble == null) {
            health.succeeded(name);
            if (circuit.view().state() == State.UNREACHABLE) {
                resume();
            }
            return null;
        }
        Outcome outcome = classifier.classify(trouble);
        if (outcome.outcomeClass() == OutcomeClass.FAILOVER) {
            health.failed(name, outcome.reason());
        } else {
            health.succeeded(name);
        }
        return outcome;
    }
}
