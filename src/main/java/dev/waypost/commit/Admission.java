package dev.waypost.commit;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;

/**
 * A record's place in the window, from admission to its one ending: done, or given back. The first
 * ending counts; a second one is ignored and says so.
 */
final class Admission {

    enum Ending {
        OPEN,
        DONE,
        GIVEN_BACK
    }

    private final TopicPartition partition;
    private final long offset;
    private final long bytes;
    private final Instant admittedAt;
    private final OffsetLedger ledger;
    private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.OPEN);

    Admission(
            TopicPartition partition,
            long offset,
            long bytes,
            Instant admittedAt,
            OffsetLedger ledger) {
        this.partition = partition;
        this.offset = offset;
        this.bytes = bytes;
        this.admittedAt = admittedAt;
        this.ledger = ledger;
    }

    /** Ends it this way, unless it has ended before. */
    boolean end(Ending how) {
        if (!ending.compareAndSet(Ending.OPEN, how)) {
            return false;
        }
        if (how == Ending.DONE) {
            ledger.done(offset);
        } else {
            ledger.giveBack(offset);
        }
        return true;
    }

    TopicPartition partition() {
        return partition;
    }

    long offset() {
        return offset;
    }

    long bytes() {
        return bytes;
    }

    Instant admittedAt() {
        return admittedAt;
    }
}
