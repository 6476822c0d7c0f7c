package dev.waypost.simulation;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.deliver.PortDesk;
import dev.waypost.deliver.PortMemory;
import dev.waypost.deliver.RelayGate;
import dev.waypost.deliver.RelayGate.State;
import dev.waypost.smtp.Trouble;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Stands for the thread that probes postponed ports and a shut gate. Port memory and gate are the
 * real ones.
 */
final class ProbeLoop {

    private static final long LOOK_EVERY = 250_000_000;

    private final Pod pod;
    private final PortDesk desk;
    private final PortMemory memory;
    private final RelayGate gate;
    private final OutcomeClassifier classifier;

    ProbeLoop(Pod pod) {
        this.pod = pod;
        this.desk = pod.beans.get(PortDesk.class);
        this.memory = pod.beans.get(PortMemory.class);
        this.gate = pod.beans.get(RelayGate.class);
        this.classifier = pod.beans.get(OutcomeClassifier.class);
    }

    void start() {
        boolean fine = gate.view().state() == State.RUNNING && memory.dueForProbe().isEmpty();
        pod.scheduler.after(pod.life, fine ? 4 * LOOK_EVERY : LOOK_EVERY, this::look);
    }

    private void look() {
        if (gate.isDueForProbe()) {
            Deque<String> ports = new ArrayDeque<>(desk.ports().keySet());
            if (ports.isEmpty()) {
                gate.reopen();
            }
            probeGate(ports, null);
            return;
        }
        if (gate.view().state() == State.HALTED) {
            start();
            return;
        }
        probeAll(new ArrayDeque<>(memory.dueForProbe()));
    }

    private void probeGate(Deque<String> ports, Outcome last) {
        String port = ports.poll();
        if (port == null || last != null && last.outcomeClass() == OutcomeClass.HALT) {
            if (last != null) {
                gate.stillShut(last);
            }
            start();
            return;
        }
        probe(
                port,
                outcome -> {
                    if (outcome == null) {
                        gate.reopen();
                        start();
                    } else {
                        probeGate(ports, outcome);
                    }
                });
    }

    private void probeAll(Deque<String> ports) {
        String port = ports.poll();
        if (port == null) {
            start();
        } else {
            probe(port, any -> probeAll(ports));
        }
    }

    private void probe(String name, Consumer<Outcome> then) {
        pod.relay.probe(
                pod.life,
                desk.ports().get(name).number(),
                trouble -> then.accept(judge(name, trouble)));
    }

    /** Null where it was let in. */
    private Outcome judge(String name, Trouble trouble) {
        if (trouble == null) {
            memory.succeeded(name);
            if (gate.view().state() == State.UNREACHABLE) {
                gate.reopen();
            }
            return null;
        }
        Outcome outcome = classifier.classify(trouble);
        if (outcome.outcomeClass() == OutcomeClass.FAILOVER) {
            memory.failed(name, outcome.reason());
        } else {
            memory.succeeded(name);
        }
        return outcome;
    }
}
