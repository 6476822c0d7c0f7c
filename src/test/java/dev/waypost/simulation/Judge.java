package dev.waypost.simulation;

import dev.waypost.carry.Delivery;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.DeliveryResult;
import dev.waypost.report.Disposition;
import dev.waypost.report.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sees everything and holds it against the promises: nothing lost, nothing unsaid, one ending for
 * each recipient, a second copy only where nobody could know of the first, no commit beyond what is
 * said. Throws a {@link Violation} at the moment a promise is broken.
 */
final class Judge {

    private final Plan plan;
    final Deadlines deadlines;

    Judge(Scheduler scheduler, Plan plan) {
        this.plan = plan;
        this.deadlines = new Deadlines(scheduler, plan);
    }

    /** A worker begins with it. */
    void carried(Walk walk) {
        Entry entry = walk.entry;
        if (entry.kind == Entry.Kind.ABORTED) {
            throw new Violation("rolled back", entry + " was never to be sent");
        }
        deadlines.carried(entry);
        if (entry.saidIn == walk.term && entry.partition.isWhole()) {
            throw new Violation("carried again", entry + " was said before in the same term");
        }
    }

    /** A mail is handed over for these recipients: nobody who has it may be among them. */
    void submitted(Walk walk, List<String> recipients) {
        if (walk.isInDoubt) {
            throw new Violation("in doubt", walk + " goes on to another port while in doubt");
        }
        if (walk.entry.statusIn == walk.term && walk.entry.partition.isWhole()) {
            throw new Violation("asked again", walk + " has its verdict, which is to be written");
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
                                            || earlier.isForgotten()
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
        Written kind = Written.in(topic);
        entry.written.add(kind);
        if (kind == Written.STATUS) {
            written.tells = List.copyOf(walk.taken);
            written.tells.forEach(acceptance -> acceptance.toldIn(written));
        } else if (kind == Written.DEAD_LETTER) {
            deadLetterWritten(walk);
        } else {
            if (walk.latestAnswer == null
                    && Delivery.in(walk.exchange).result().statusDue()
                    && !isRecalled(walk)) {
                throw new Violation(
                        "unfounded", walk + " is put off, and the relay said nothing of it");
            }
            written.mail = entry.mail;
            written.passes = entry.passes + (walk.latestAnswer == null ? 0 : 1);
            if (written.passes > Settings.MOST_PASSES) {
                throw new Violation("without end", walk + " is put off once more");
            }
            entry.retry = written;
            Instant due = verdict(walk).next().dueAt();
            deadlines.owes(written, Duration.between(PodClock.START, due).toNanos());
        }
        conclude(walk);
    }

    /** Its writer has heard that it is there. */
    void heard(Walk walk, String topic) {
        if (Written.in(topic) == Written.STATUS) {
            walk.entry.statusIn = walk.term;
        }
        if (walk.entry
                .knows(verdict(walk), Written.in(topic))
                .containsAll(Written.demandedBy(walk))) {
            walk.entry.saidIn = walk.term;
        }
    }

    private void deadLetterWritten(Walk walk) {
        DeliveryResult verdict = verdict(walk);
        if (verdict.status() == Status.EXPIRED) {
            deadlines.givenUp(walk.entry, verdict.next().firstAttemptAt());
        }
        Mail mail = walk.entry.mail;
        if (walk.latestAnswer != null
                && walk.latestAnswer.isAboutUs()
                && verdict.status() != Status.EXPIRED) {
            throw new Violation(
                    "unfounded", walk + " is buried for what was said of us, not of it");
        }
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
        DeliveryResult verdict = verdict(walk);
        if (!entry.written.containsAll(Written.demandedBy(walk))) {
            return;
        }
        if (entry.mail.key == null && !entry.written.contains(Written.DEAD_LETTER)) {
            throw new Violation("lost", walk + " cannot be read, and nobody has it");
        }
        for (String recipient : addressed(walk)) {
            if (!isProvidedFor(entry, verdict, recipient)) {
                throw new Violation(
                        "lost", recipient + " of " + walk + " has no ending: " + verdict.status());
            }
        }
        entry.said = true;
        deadlines.said(entry);
    }

    private boolean isProvidedFor(Entry entry, DeliveryResult verdict, String recipient) {
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
        return Delivery.in(walk.exchange).isRecalled();
    }

    private static boolean isInDoubt(Disposition disposition) {
        return disposition != null
                && disposition.outcome().outcomeClass() == OutcomeClass.UNCERTAIN;
    }

    /** Whom this record is for: those of its mail who had no ending when it was written. */
    private static List<String> addressed(Walk walk) {
        DeliveryHistory behind = Delivery.in(walk.exchange).history();
        return behind == null || behind.remaining().isEmpty()
                ? walk.entry.mail.recipients
                : behind.remaining();
    }

    private static DeliveryResult verdict(Walk walk) {
        return Delivery.in(walk.exchange).result();
    }

    void committed(String group, FakePartition partition, long from, long to) {
        for (long offset = from; offset < to; offset++) {
            Entry entry = offset < partition.end() ? partition.at(offset) : null;
            if (entry == null) {
                throw new Violation("watermark", partition + "@" + to + " is beyond the end");
            }
            if (entry.kind == Entry.Kind.RECORD && !entry.said && !entry.erased) {
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
}
