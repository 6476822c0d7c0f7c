package dev.waypost.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is still to be said, and when things have to happen: not before they are due, not too often,
 * not too late, and in the end at all.
 */
final class Deadlines {

    /** A record that is polled more often than so in {@link #SPELL} is polled in vain. */
    private static final int MOST_POLLS = 100;

    private static final long SPELL = 10 * Plan.SECOND;

    /** Within which a record is dealt with that nothing holds up. */
    private static final long PATIENCE = 7 * Plan.SECOND;

    /** More for each other record of its mail: the one waits for the other. */
    private static final long PATIENCE_OF_DUPLICATES = 16 * Plan.SECOND;

    /** Between two tries of a partition that could not be read. */
    private static final long LONGEST_PAUSE = 65 * Plan.SECOND;

    private static final long MILLI = 1_000_000;
    private static final long MINUTE = 60 * Plan.SECOND;

    /** Mails that find a shut door in a minute, in a pod that could have noticed. */
    private static final int MOST_REFUSALS = 500;

    private final Scheduler scheduler;
    private final Plan plan;
    private final List<Entry> owed = new ArrayList<>();

    /** When the latest record of each partition may be carried: those behind it wait for it. */
    private final Map<FakePartition, Long> dueAt = new HashMap<>();

    Deadlines(Scheduler scheduler, Plan plan) {
        this.scheduler = scheduler;
        this.plan = plan;
    }

    /**
     * A record was published, or put off, that wants its status.
     *
     * @param dueAt not before
     */
    void owes(Entry entry, long dueAt) {
        entry.dueAt = dueAt;
        if (plan.isFair) {
            long readableSince = entry.partition.readableSince();
            long turn = this.dueAt.merge(entry.partition, dueAt, Math::max);
            entry.deadline =
                    readableSince == 0 ? turn : Math.max(turn, readableSince + LONGEST_PAUSE);
        }
        owed.add(entry);
    }

    /** Whether nothing is still to be said. */
    boolean isSettled() {
        while (!owed.isEmpty()) {
            Entry last = owed.get(owed.size() - 1);
            if (!last.said && !last.erased) {
                return false;
            }
            owed.remove(owed.size() - 1);
        }
        return true;
    }

    /** What is still to be said. */
    List<Entry> open() {
        owed.removeIf(entry -> entry.said || entry.erased);
        return owed;
    }

    void polled(Entry entry) {
        long now = scheduler.now();
        if (now - entry.polledSince > SPELL) {
            entry.polledSince = now;
            entry.polls = 0;
        }
        if (++entry.polls > MOST_POLLS) {
            throw new Violation("polls in vain", entry + " was polled " + entry.polls + " times");
        }
    }

    /** A mail or a probe found a door shut: not too often. */
    void turnedAway(Walk walk) {
        long now = scheduler.now();
        Life life = walk.pod.life;
        if (now - life.turnedAwaySince > MINUTE) {
            life.turnedAwaySince = now;
            life.turnedAway = 0;
        }
        if (++life.turnedAway > MOST_REFUSALS) {
            throw new Violation(
                    "hammering", life + " was turned away " + life.turnedAway + " times a minute");
        }
    }

    /** A worker begins with it. */
    void carried(Entry entry) {
        if (plan.hasRightClocks && scheduler.now() < entry.dueAt - MILLI) {
            throw new Violation("early", entry + " is carried before it is due");
        }
    }

    /** It expired. */
    void givenUp(Entry entry, Instant firstAttemptAt) {
        Duration age = Duration.between(firstAttemptAt, PodClock.START.plusNanos(scheduler.now()));
        if (plan.hasRightClocks && age.compareTo(Settings.WHOLE_SCHEDULE) < 0) {
            throw new Violation("given up early", entry + " after " + age);
        }
    }

    /** All of it is written. */
    void said(Entry entry) {
        if (entry.deadline == Long.MAX_VALUE) {
            return;
        }
        long latest =
                entry.deadline
                        + (long) (entry.mail.takes() * Plan.SECOND)
                        + PATIENCE
                        + entry.mail.otherRecords() * PATIENCE_OF_DUPLICATES;
        if (scheduler.now() > latest) {
            throw new Violation(
                    "late",
                    entry + " should have been dealt with by " + latest / Plan.SECOND + " s");
        }
    }

    /** Everything should have come to its end by now. */
    void settled(List<Pod> pods) {
        if (!open().isEmpty()) {
            throw new Violation(
                    "stuck", open().size() + " records have no status, the first " + open().get(0));
        }
        for (Pod pod : pods) {
            if (!pod.isIdle()) {
                throw new Violation("leak", pod + " holds " + pod.window.inFlight() + " records");
            }
        }
    }
}
