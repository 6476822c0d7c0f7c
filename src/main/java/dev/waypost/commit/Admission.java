package dev.waypost.commit;

import java.util.concurrent.atomic.AtomicReference;

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

    private final long offset;
    private final long bytes;
    private final long admittedAt;
    private final OffsetLedger ledger;
    private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.OPEN);

    Admission(long offset, long bytes, long admittedAt, OffsetLedger ledger) {
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

    long bytes() {
        return bytes;
    }

    /** Monotonic nanoseconds. */
    long admittedAt() {
        return admittedAt;
    }
}
