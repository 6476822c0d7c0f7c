package dev.waypost.simulation;

import org.apache.kafka.common.KafkaException;

/** A partition in a consumer's hands: where it is read, and whether it is paused. */
final class Holding {

    final Term term;
    long position;
    boolean paused;
    private final FakePartition log;
    private long readTo;
    private int incarnation;
    private int knownCuts;
    private int heardCuts;

    /**
     * Those in whose place a record was given out since: markers of transactions are seen by
     * nobody, and a record before the cut is the same as ever.
     */
    private int offeredCuts;

    Holding(FakePartition log, Term term, long position) {
        this.log = log;
        this.term = term;
        this.position = position;
        this.incarnation = log.incarnation();
        this.knownCuts = log.cuts();
        this.heardCuts = knownCuts;
        this.offeredCuts = knownCuts;
    }

    /** One past the last that was read, before it was sent back or after. */
    long readTo() {
        return readTo;
    }

    /** Which of the topics of this name it has read from last. */
    int incarnation() {
        return incarnation;
    }

    /** Whether it has read nothing of what took the place of what was cut off: nobody can know. */
    boolean isOutdated() {
        return heardCuts != log.cuts();
    }

    /**
     * Reads on, until so many records are polled.
     *
     * @throws KafkaException where the next batch cannot be read, and nothing else was
     */
    void read(int most, boolean committedOnly, FakeKafka kafka, PolledRecords polled) {
        incarnation = log.incarnation();
        heardCuts = offeredCuts; // What the poll before brought has been taken.
        if (knownCuts != log.cuts()) {
            position = Math.min(position, log.soundUpTo(knownCuts)); // KIP-320
        }
        if (position > log.end()) {
            position = 0; // auto.offset.reset=earliest
        }
        while (position < log.end() && polled.count() < most) {
            Entry entry = log.at(position);
            if (entry.unreadableUntil > kafka.scheduler.now()) {
                if (polled.count() == 0) {
                    throw new KafkaException(
                            "Received exception when fetching the next record from " + log + ".");
                }
                return;
            }
            if (position++ >= log.soundUpTo(knownCuts)) {
                knownCuts = log.cuts();
            }
            if (entry.kind == Entry.Kind.RECORD
                    || entry.kind == Entry.Kind.ABORTED && !committedOnly) {
                readTo = Math.max(readTo, position);
                kafka.judge.deadlines.polled(entry);
                polled.add(entry, term);
                if (entry.offset >= log.soundUpTo(offeredCuts)) {
                    offeredCuts = log.cuts();
                }
            }
        }
    }
}
