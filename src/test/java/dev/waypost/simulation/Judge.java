package dev.waypost.simulation;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.report.Redelivery;
import dev.waypost.report.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees everything and holds it against the promises: nothing lost, nothing unsaid, one ending for
 * each recipient, a second copy only where nobody could know of the first, no commit beyond what is
 * said. Throws a {@link Violation} at the moment a promise is broken.
 */
final class Judge {

    /** A record that is polled more often than so in {@link #SPELL} is polled in vain. */
    private static final int MOST_POLLS = 100;

    private static final long SPELL = 10 * Plan.SECOND;

    /** Within which a record is dealt with that nothing holds up. */
    private static final long PATIENCE = 15 * Plan.SECOND;

    /** Between two tries of a partition that could not be read. */
    private static final long LONGEST_PAUSE = 65 * Plan.SECOND;

    private static final long MILLI = 1_000_000;
    private static final long MINUTE = 60 * Plan.SECOND;

    /** Mails that find a shut door in a minute, in a pod that could have noticed. */
    private static final int MOST_REFUSALS = 500;

    private final Scheduler scheduler;
    private final Plan plan;
    private final List<Entry> owed = new ArrayList<>();

    Judge(Scheduler scheduler, Plan plan) {
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
            entry.deadline = Math.max(dueAt, entry.unreadableUntil + LONGEST_PAUSE) + PATIENCE;
        }
        owed.add(entry);
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
    void carried(Walk walk) {
        Entry entry = walk.entry;
        if (entry.kind == Entry.Kind.ABORTED) {
            throw new Violation("rolled back", entry + " was never to be sent");
        }
        if (plan.hasRightClocks && scheduler.now() < entry.dueAt - MILLI) {
            throw new Violation("early", entry + " is carried before it is due");
        }
        if (entry.saidIn == walk.term && entry.partition.incarnation() == 0) {
            throw new Violation("carried again", entry + " was said before in the same term");
        }
    }

    /** A mail is handed over for these recipients: nobody who has it may be among them. */
    void submitted(Walk walk, List<String> recipients) {
        if (walk.isInDoubt) {
            throw new Violation("in doubt", walk + " goes on to another port while in doubt");
        }
        for (String recipient : recipients) {
            for (Acceptance earlier : walk.entry.mail.acceptances(recipient)) {
                if (earlier.wasKnownTo(walk.pod.life, walk.startedAt)) {
                    throw new Violation(
                            "sent again",
                            walk
                                    + " to "
                                    + recipient
                                    + ", whose copy of "
                                    + earlier.by
                                    + " was known");
                }
            }
        }
    }

    Acceptance accepted(Walk walk, String recipient, boolean answered) {
        Mail mail = walk.entry.mail;
        for (Acceptance earlier : mail.acceptances(recipient)) {
            Walk by = earlier.by;
            boolean excused =
                    !earlier.isAnswered
                            || by.pod.life != walk.pod.life
                                    && (by.entry != walk.entry
                                            || by.pod.life.isOver()
                                            || walk.pod.life.isOver()
                                            || by.entry.handedOver
                                            || by.writeFailed);
            if (!excused) {
                throw new Violation(
                        "sent twice", walk + " and " + by + " were both sent to " + recipient);
            }
        }
        Acceptance acceptance = new Acceptance(walk, answered);
        mail.accepted(recipient, acceptance);
        return acceptance;
    }

    /** A record of ours is in the log, whether or not its writer will hear of it. */
    void written(Walk walk, String topic, Entry written) {
        Entry entry = walk.entry;
        if (topic.endsWith(".status")) {
            written.tells = List.copyOf(walk.taken);
            entry.hasStatus = true;
        } else if (topic.endsWith(".dead-letter")) {
            entry.hasDeadLetter = true;
            deadLetterWritten(walk);
        } else {
            written.mail = entry.mail;
            entry.retry = written;
            Instant due = verdict(walk).next().dueAt();
            owes(written, Duration.between(PodClock.START, due).toNanos());
        }
        conclude(walk);
    }

    /** Its writer has heard that all of it is there. */
    void heard(Walk walk) {
        if (walk.entry.said) {
            walk.entry.saidIn = walk.term;
        }
    }

    private void deadLetterWritten(Walk walk) {
        Verdict verdict = verdict(walk);
        if (verdict.status().equals("expired")
                && verdict.next().attempts() < Settings.MOST_ATTEMPTS
                && plan.hasRightClocks) {
            throw new Violation(
                    "given up early", walk + " after " + verdict.next().attempts() + " attempts");
        }
        Mail mail = walk.entry.mail;
        for (String recipient :
                verdict.rejected().isEmpty() ? addressed(walk) : verdict.rejected()) {
            for (Acceptance earlier : mail.acceptances(recipient)) {
                boolean known = earlier.wasKnownTo(walk.pod.life, walk.startedAt);
                if (earlier.by == walk && earlier.isAnswered || known && !isRecalled(walk)) {
                    throw new Violation(
                            "two endings", walk + " buries " + recipient + ", who has the mail");
                }
            }
            mail.deadLettered(recipient);
        }
    }

    /** Where all that the verdict asks for is written, everybody has an ending, or a later try. */
    private void conclude(Walk walk) {
        Entry entry = walk.entry;
        Verdict verdict = verdict(walk);
        boolean whole =
                entry.hasStatus
                        && (!verdict.isDeferred() || entry.retry != null)
                        && (!verdict.isBuried() || entry.hasDeadLetter);
        if (!whole) {
            return;
        }
        if (entry.mail.key == null && !entry.hasDeadLetter) {
            throw new Violation("lost", walk + " cannot be read, and nobody has it");
        }
        for (String recipient : addressed(walk)) {
            if (!isProvidedFor(entry, verdict, recipient)) {
                throw new Violation(
                        "lost", recipient + " of " + walk + " has no ending: " + verdict.status());
            }
        }
        entry.said = true;
        long late = (long) (entry.mail.takes() * Plan.SECOND);
        if (entry.deadline < Long.MAX_VALUE && scheduler.now() > entry.deadline + late) {
            throw new Violation(
                    "late",
                    entry
                            + " should have been dealt with by "
                            + (entry.deadline + late) / Plan.SECOND
                            + " s");
        }
    }

    private boolean isProvidedFor(Entry entry, Verdict verdict, String recipient) {
        Mail mail = entry.mail;
        List<String> again = verdict.next().remaining();
        return !mail.acceptances(recipient).isEmpty()
                || mail.isDeadLettered(recipient)
                || plan.policy == Settings.ASSUME_ACCEPTED
                        && isInDoubt(verdict.recipients().get(recipient))
                || entry.retry != null && (again.isEmpty() || again.contains(recipient));
    }

    /** Whether this walk only writes what an earlier one, with its own verdict, could not. */
    private static boolean isRecalled(Walk walk) {
        return walk.exchange.getProperty("recalled", false, Boolean.class);
    }

    private static boolean isInDoubt(Outcome outcome) {
        return outcome != null && outcome.outcomeClass() == OutcomeClass.UNCERTAIN;
    }

    /** Whom this record is for: those of its mail who had no ending when it was written. */
    private static List<String> addressed(Walk walk) {
        Redelivery behind = walk.exchange.getProperty("redelivery", Redelivery.class);
        return behind == null || behind.remaining().isEmpty()
                ? walk.entry.mail.recipients
                : behind.remaining();
    }

    private static Verdict verdict(Walk walk) {
        return walk.exchange.getProperty("verdict", Verdict.class);
    }

    void committed(String group, FakePartition partition, long from, long to) {
        for (long offset = from; offset < to; offset++) {
            Entry entry = offset < partition.end() ? partition.at(offset) : null;
            if (entry == null) {
                throw new Violation("watermark", partition + "@" + to + " is beyond the end");
            }
            if (entry.kind == Entry.Kind.RECORD && !entry.said) {
                throw new Violation(
                        "watermark",
                        group
                                + " commits "
                                + partition
                                + "@"
                                + to
                                + " before "
                                + entry
                                + " is said");
            }
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
