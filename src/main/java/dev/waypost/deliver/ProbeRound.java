package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import java.time.Duration;

/**
 * One try of all ports at once, to find out whether a shut gate may open. The first port that lets
 * us in opens it, the first that says every mail would fail keeps it shut; else it stays shut for
 * what the last one said. A port that hangs holds up none of that. Any thread.
 */
final class ProbeRound {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    private final RelayGate gate;
    private final String password;
    private final long since;
    private int waitedFor = 1;
    private Outcome last;
    private boolean decided;

    /**
     * @param password of the login, as it was when the round began; null for none
     * @param since by {@link System#nanoTime}
     */
    ProbeRound(RelayGate gate, String password, long since) {
        this.gate = gate;
        this.password = password;
        this.since = since;
    }

    long since() {
        return since;
    }

    String password() {
        return password;
    }

    synchronized void began() {
        waitedFor++;
    }

    /** Every port that is not under way already has begun. */
    synchronized void allBegan() {
        waitedFor--;
        decide();
    }

    synchronized void letIn() {
        decided = true;
        gate.reopen();
    }

    synchronized void failed(Outcome outcome) {
        waitedFor--;
        last = outcome;
        decide();
    }

    private void decide() {
        if (!decided
                && last != null
                && (waitedFor == 0 || last.outcomeClass() == OutcomeClass.HALT)) {
            decided = true;
            gate.stillShut(last);
        }
    }

    /** Whether the next round may begin: this one is decided, or hangs. */
    synchronized boolean isOver(long now) {
        return decided || now - since >= LONG_ENOUGH.toNanos();
    }
}
