package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Reason;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
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
 * One that still answers is not silent, and is waited for a little: on a busy machine it is us who
 * are slow. The first to say that every mail would fail opens the circuit; else it opens when all
 * have failed. A port that is known to be dead is left alone while there is hope for the others.
 * Not its business: what becomes of mails, and the order of mails. Any thread.
 */
final class PortRace {

    /** Keys are computed on both sides; the first handshake of a process takes longest. */
    private static final Duration HEAD_START_IN_TLS = Duration.ofSeconds(2);

    // So long there is hope for the others where a port is known to be dead. At the start until
    // they have failed: a process that starts on a busy machine is slow itself.
    private static final Duration HOPE = Duration.ofSeconds(2);

    /** So long one that answers step by step is waited for when a later one has let us in. */
    private static final Duration PATIENCE_WITH_ANSWERS = Duration.ofSeconds(1);

    /** A race that takes longer hangs. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    /** What a port owes, and since when. */
    private record Awaited(Phase phase, long since) {}

    /** Begins to open a connection to a port, in a thread of its own. */
    interface Start {
        /**
         * @return false where that is under way already
         */
        boolean at(String port, PortRace race);
    }

    private final RelayCircuit circuit;
    private final RelayCircuit.View before;
    private final PortHealth health;
    private final OutcomeClassifier classifier;
    private final Start start;
    private final Object proof;
    private final Duration headStart;
    private final LongSupplier nanoTime;
    private final long since;
    private final Deque<String> next;
    private final Deque<String> postponed;
    private final Map<String, Awaited> running = new LinkedHashMap<>();
    private Awaited latest;
    private String winner;
    private long wonAt;
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
            PortHealth health,
            OutcomeClassifier classifier,
            Object proof,
            Duration headStart,
            LongSupplier nanoTime,
            Start start) {
        this.circuit = circuit;
        this.before = circuit.found();
        this.health = health;
        this.classifier = classifier;
        this.start = start;
        this.proof = proof;
        this.headStart = headStart;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
        Map<Boolean, List<String>> byFitness =
                ports.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        port -> health.postponed(port).isEmpty()));
        boolean anyFit = !byFitness.get(true).isEmpty();
        this.next = new ArrayDeque<>(anyFit ? byFitness.get(true) : ports);
        this.postponed = new ArrayDeque<>(anyFit ? byFitness.get(false) : List.of());
    }

    /** Monotonic nanoseconds when it began. */
    long since() {
        return since;
    }

    Object proof() {
        return proof;
    }

    /** Begins with the first port. */
    synchronized void begin() {
        beginNext();
    }

    /** Goes on if it is time; to be called again soon, until it is over. */
    synchronized void look() {
        boolean hopeful = next.isEmpty() && before.state() == RelayCircuit.State.UNTRIED;
        if (winner != null) {
            settle();
        } else if (!decided && !hopeful && isSilent(latest, next.isEmpty() ? HOPE : headStart)) {
            beginNext();
        }
    }

    private boolean isSilent(Awaited awaited, Duration patience) {
        boolean ours = awaited.phase() == Phase.TLS && patience.compareTo(HEAD_START_IN_TLS) < 0;
        Duration longest = ours ? HEAD_START_IN_TLS : patience;
        return nanoTime.getAsLong() - awaited.since() >= longest.toNanos();
    }

    /** This port owes the end of this phase from now on. */
    synchronized void awaiting(String port, Phase phase) {
        latest = new Awaited(phase, nanoTime.getAsLong());
        running.computeIfPresent(port, (same, before) -> latest);
    }

    /** The login was accepted, at whatever port. */
    synchronized void loggedIn() {
        loggedIn = true;
    }

    /** Whether no further login is needed. */
    synchronized boolean isOutrun() {
        return loggedIn;
    }

    /** This port let us in. */
    synchronized void letIn(String port) {
        if (decided) {
            running.remove(port);
            circuit.resume();
            return;
        }
        if (winner == null) {
            wonAt = nanoTime.getAsLong();
            winner = port;
        } else if (beginners().indexOf(port) < beginners().indexOf(winner)) {
            winner = port;
        }
        settle();
    }

    /** The ports that are under way, as they began. */
    private List<String> beginners() {
        return List.copyOf(running.keySet());
    }

    /** Decides for the winner, unless one before it still answers. */
    private void settle() {
        List<String> before = beginners().subList(0, beginners().indexOf(winner));
        boolean late = nanoTime.getAsLong() - wonAt >= PATIENCE_WITH_ANSWERS.toNanos();
        if (late || before.stream().allMatch(it -> isSilent(running.get(it), headStart))) {
            decided = true;
            before.forEach(it -> health.failed(it, silentAt(running.get(it).phase())));
            running.remove(winner);
            winner = null;
            circuit.resume();
        }
    }

    /** This port came to its login when it was not needed any more. */
    synchronized void outrun(String port) {
        running.remove(port);
        if (winner != null) {
            settle();
        }
    }

    /** This port let nobody in. */
    synchronized void failed(String port, Outcome outcome) {
        running.remove(port);
        if (winner != null) {
            settle();
        }
        if (decided || winner != null) {
            return;
        }
        if (outcome.outcomeClass() != OutcomeClass.HALT && (running.isEmpty() || !next.isEmpty())) {
            beginNext();
        }
        if (outcome.outcomeClass() == OutcomeClass.HALT || running.isEmpty()) {
            decided = true;
            circuit.trip(outcome, before);
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
            latest = new Awaited(Phase.CONNECT, nanoTime.getAsLong());
            running.put(port, latest);
            begun = start.at(port, this);
            if (!begun) {
                running.remove(port); // It hangs: its own time will end it.
            }
        }
    }

    private Reason silentAt(Phase phase) {
        return classifier.classify(Trouble.of(phase, Symptom.TIMEOUT, "silent so far")).reason();
    }
}
