package dev.waypost.commit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;

/**
 * A record's place in the window, from admission to its one ending: done, or given back. The first
 * ending counts; a second one is ignored and says so.
 */
final class Admission {

    enum Ending {
        OPEN,
        DONE,
        GIVEN_BACK,

        /** Given back, for what should have been written is not. */
        UNPROVEN
    }

    private final long offset;
    private final long bytes;
    private final long admittedAt;
    private final OffsetLedger ledger;
    private final AtomicReference<Ending> ending = new AtomicReference<>(Ending.OPEN);
    private volatile Exchange saidDoneIn;
    private volatile String step = "at the end of its exchange, and no step said done";

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
        switch (how) {
            case DONE -> ledger.done(offset);
            case UNPROVEN -> ledger.giveBackUnproven(offset);
            default -> ledger.giveBack(offset);
        }
        return true;
    }

    /** The routes said that all is done, in this step, and it was not. */
    void saidDone(Exchange exchange, String where) {
        step = where;
        saidDoneIn = exchange;
    }

    Optional<Exchange> saidDoneIn() {
        return Optional.ofNullable(saidDoneIn);
    }

    String step() {
        return step;
    }

    boolean isOpen() {
        return ending.get() == Ending.OPEN;
    }

    long bytes() {
        return bytes;
    }

    /** Monotonic nanoseconds. */
    long admittedAt() {
        return admittedAt;
    }
}
