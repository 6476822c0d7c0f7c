package dev.waypost.config;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;

/** How a thread waits for time to pass, on the time that its process goes by. Any thread. */
public interface Waiting {

    /** As long as it takes. */
    Waiting REAL =
            new Waiting() {
                @Override
                public void await(Condition signal, long nanos) throws InterruptedException {
                    signal.awaitNanos(nanos);
                }

                @Override
                public void pause(long nanos) {
                    LockSupport.parkNanos(nanos);
                }
            };

    /** Waits for the signal, so long at most; the caller holds the lock of it. */
    void await(Condition signal, long nanos) throws InterruptedException;

    /** Lets so much time pass. */
    void pause(long nanos);
}
