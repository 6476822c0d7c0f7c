package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.pool.ConnectionRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * One try of the ports, to find out which of them lets us in (in the manner of RFC 8305 section 5):
 * they begin in the order of the routes, each as soon as those before have failed or fallen silent.
 * The first to let us in closes the circuit; the silent ones before it are postponed, and go on.
 * The first to say that every mail would fail opens the circuit; else it is shut when all have
 * failed. A port that is known to be dead is left alone while there is hope for the others. Not its
 * business: deliveryResults, and the order of mails. Any thread.
 */
final class PortRace {

    /** Keys are computed on both sides; the first handshake of a process takes longest. */
    private static final Duration HEAD_START_IN_TLS = Duration.ofSeconds(2);

    // So long there is hope for the others where a port is known to be dead. At the start until
    // they have failed: a process that starts on a busy machine is slow itself.
    private static final Duration HOPE = Duration.ofSeconds(2);

    /** A race that takes longer hangs. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    /** Begins to open a connection to a port, in a thread of its own. */
    interface Start {
        /**
         * @return false where that is under way already
         */
        boolean at(String port, PortRace race);
    }

    /** One port's part in a race. */
    record Entrant(String port, PortRace race, boolean isInsistent) implements ConnectionRequest {

        @Override
        public long since() {
            return race.since;
        }

        @Override
        public boolean confirms() {
            return !isInsistent;
        }

        @Override
        public void awaiting(Phase phase) {
            race.awaiting(port, phase);
        }

        @Override
        public boolean isOutrun() {
            return race.isOutrun();
        }

        @Override
        public void loggedIn() {
            race.loggedIn();
        }
    }

    private final RelayCircuit circuit;
    private final RelayCircuit.View before;
    private final PortHealth memory;
    private final OutcomeClassifier classifier;
    private final Start start;
    private final Object proof;
    private final Duration headStart;
    private final LongSupplier nanoTime;
    private final long since;
    private final Deque<String> next;
    private final Deque<String> postponed;
    private final Map<String, Phase> running = new LinkedHashMap<>();
    private Phase awaited = Phase.CONNECT;
    private long heardAt;
    private Outcome last;
    private boolean loggedIn;
    private boolean decided;

    /**
     * @param ports by name, the preferred one first
     * @param proof of the login, as it is when the race begins
     * @param headStart silence from which the next port begins
     * @param nanoTime as {@link System#nanoTime}
     */
    PortRace(
            List<String> ports,
            RelayCircuit circuit,
            PortHealth memory,
            OutcomeClassifier classifier,
            Object proof,
            Duration headStart,
            LongSupplier nanoTime,
            Start start) {
        this.circuit = circuit;
        this.before = circuit.found();
        this.memory = memory;
        this.classifier = classifier;
        this.start = start;
        this.proof = proof;
        this.headStart = headStart;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
        Map<String, String> known = memory.view();
        Map<Boolean, List<String>> byFitness =
                ports.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        port -> known.getOrDefault(port, "").isEmpty()));
        boolean anyFit = !byFitness.get(true).isEmpty();
        this.next = new ArrayDeque<>(anyFit ? byFitness.get(true) : ports);
        this.postponed = new ArrayDeque<>(anyFit ? byFitness.get(false) : List.of());
    }

    Object proof() {
        return proof;
    }

    /** Begins with the first port. */
    synchronized void begin() {
        beginNext();
    }

    /** Begins with the next port if it is time; to be called again soon, until it is over. */
    synchronized void look() {
        long silent = nanoTime.getAsLong() - heardAt;
        Duration patience =
                awaited == Phase.TLS && headStart.compareTo(HEAD_START_IN_TLS) < 0
                        ? HEAD_START_IN_TLS
                        : headStart;
        boolean hopeful = next.isEmpty() && before.state() == RelayCircuit.State.UNTRIED;
        if (!decided && !hopeful && silent >= (next.isEmpty() ? HOPE : patience).toNanos()) {
            beginNext();
        }
    }

    /** The relay answered at this port, and now owes the end of this phase. */
    private synchronized void awaiting(String port, Phase phase) {
        running.computeIfPresent(port, (same, before) -> phase);
        awaited = phase;
        heardAt = nanoTime.getAsLong();
    }

    /** The login was accepted, at whatever port. */
    private synchronized void loggedIn() {
        loggedIn = true;
    }

    /** Whether no further login is needed. */
    private synchronized boolean isOutrun() {
        return loggedIn;
    }

    /** This port let us in. */
    synchronized void letIn(String port) {
        if (!decided) {
            decided = true;
            for (Map.Entry<String, Phase> other : running.entrySet()) {
                if (other.getKey().equals(port)) {
                    break;
                }
                memory.failed(other.getKey(), silentAt(other.getValue()));
            }
        }
        running.remove(port);
        circuit.resume();
    }

    /** This port came to its login when it was not needed any more. */
    synchronized void outrun(String port) {
        running.remove(port);
    }

    /** This port let nobody in. */
    synchronized void failed(String port, Outcome outcome) {
        running.remove(port);
        last = outcome;
        if (decided) {
            return;
        }
        if (outcome.outcomeClass() != OutcomeClass.HALT && (running.isEmpty() || !next.isEmpty())) {
            beginNext();
        }
        if (outcome.outcomeClass() == OutcomeClass.HALT || running.isEmpty()) {
            decided = true;
            circuit.foundShut(outcome, before);
        }
    }

    /** Whether another race may begin: this one is decided, or hangs. */
    synchronized boolean isOver() {
        return decided || nanoTime.getAsLong() - since >= LONG_ENOUGH.toNanos();
    }

    private void beginNext() {
        boolean begun = false;
        while (!begun && !(next.isEmpty() && postponed.isEmpty())) {
            String port = next.isEmpty() ? postponed.remove() : next.remove();
            running.put(port, Phase.CONNECT);
            begun = start.at(port, this);
            if (!begun) {
                running.remove(port); // It hangs: its own time will end it.
            }
        }
        awaited = Phase.CONNECT;
        heardAt = nanoTime.getAsLong();
    }

    private String silentAt(Phase phase) {
        return classifier
                .classify(Trouble.of(phase, Symptom.TIMEOUT, "silent so far"))
                .reason()
                .slug();
    }
}
