package dev.waypost.smtp.client;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends writes and handshakes that take too long: a blocking socket has a read timeout, but none for
 * these. One thread sweeps over the guards of all connections and closes the TCP connection under
 * an overdue one, so a write costs two plain stores and no thread of its own. In the end it closes
 * them all. Guards may be used by any thread.
 */
public final class WriteTimeouts {

    private static final long NOTHING = Long.MIN_VALUE;

    private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
    private volatile boolean abandoned;

    public Guard over(Socket connection) {
        Guard guard = new Guard(connection);
        guards.add(guard);
        if (abandoned) {
            guard.close();
        }
        return guard;
    }

    /** Closes every connection, whatever it waits for, and each that comes from now on. */
    public void abandon() {
        abandoned = true;
        guards.forEach(Guard::close);
    }

    public boolean isAbandoned() {
        return abandoned;
    }

    /** Closes what is overdue; called several times a second. */
    public void sweep() {
        long now = System.nanoTime();
        guards.forEach(guard -> guard.endIfOverdue(now));
    }

    /** The watch over one connection, to be released with it. */
    final class Guard {
        private final Socket connection;
        private final AtomicLong due = new AtomicLong(NOTHING);
        private volatile boolean fired;

        private Guard(Socket connection) {
            this.connection = connection;
        }

        void begin(Duration longest) {
            due.set(System.nanoTime() + longest.toNanos());
        }

        void end() {
            due.set(NOTHING);
        }

        /** Whether the connection was closed because its time was over. */
        boolean hasFired() {
            return fired;
        }

        void release() {
            guards.remove(this);
        }

        private void endIfOverdue(long now) {
            long moment = due.get();
            if (moment == NOTHING || now - moment < 0 || !due.compareAndSet(moment, NOTHING)) {
                return;
            }
            fired = true;
            close();
        }

        private void close() {
            try {
                connection.close();
            } catch (IOException alreadyClosed) {
                // Closed is what was wanted.
            }
        }
    }
}
