package dev.waypost.pace;

import dev.waypost.config.Waiting;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Turns;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A rate limiter for one relay account: lets mails go one by one, no faster than the account's
 * limit. That is the rate that it was told, and below it the rate that the relay's throttle replies
 * taught ({@link LearnedRate}). Where mails wait, the higher lane goes first. Any thread.
 */
public final class Pace {

    /** One mail's turn: tell it what the relay said, if it said anything, and close it. */
    public final class Turn implements AutoCloseable {

        private final long stamp;
        private final boolean asks;

        private Turn(long stamp, boolean asks) {
            this.stamp = stamp;
            this.asks = asks;
        }

        /** The relay took the mail. */
        public void accepted() {
            locked(
                    () -> {
                        learned.accepted(stamp);
                        exhausted = exhausted && !asks;
                        toTell = toTell || learned.isTelling();
                    });
        }

        /** The relay had something to say about the mail, and not that it was too much. */
        public void answered() {
            locked(() -> learned.accepted(stamp));
        }

        /** The relay called it one too many for now. */
        public void throttled() {
            locked(() -> learned.throttled(stamp));
        }

        /** The relay wants to be left alone for so long. */
        public void pause(Duration time) {
            long at = nanoTime.getAsLong() + time.toNanos();
            locked(() -> asked.until(at));
        }

        /** A quota is used up: no mail goes for so long, then one at a time until one is taken. */
        public void exhausted(Duration time) {
            locked(() -> exhausted = true);
            pause(time);
        }

        @Override
        public void close() {
            locked(
                    () -> {
                        learned.ended(stamp);
                        asking = asking && !asks;
                    });
        }
    }

    /** Who is next looks again so often: rates change while it waits. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanoTime;
    private final Waiting time;
    private final Optional<KnownLimit> told;
    private final Optional<ToldRate> limit;
    private final LearnedRate learned;
    private final ReentrantLock lock = new ReentrantLock();
    private final Turns<Condition> turns;
    private int waiting;
    private final AskedPause asked = new AskedPause();
    private boolean exhausted;
    private boolean asking;
    private boolean closed;
    private volatile boolean toTell;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param time how turns are waited for
     * @param random spreads what several pods do
     * @param told the account's limit, where it is known
     * @param part this pod's of that, 0 to 1
     * @param leastShare part of the turns that each lane gets at least while it waits, 0 to 1
     */
    public Pace(
            LongSupplier nanoTime,
            Waiting time,
            RandomGenerator random,
            Optional<KnownLimit> told,
            DoubleSupplier part,
            double leastShare) {
        this.nanoTime = nanoTime;
        this.time = time;
        this.told = told;
        this.limit = told.map(known -> new ToldRate(known.rate(), part, nanoTime));
        this.learned = new LearnedRate(nanoTime, random);
        this.turns = new Turns<>(leastShare);
    }

    /**
     * Waits for this mail's turn.
     *
     * @param atMost how long it waits
     * @return its turn; empty where there was none in time, or none at once after {@link #close}
     * @throws InterruptedException where the thread was interrupted while it waited
     */
    public Optional<Turn> take(Lane lane, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            if (waiting == 0 && readyIn() == 0) {
                return Optional.of(begin());
            }
            return await(lane, nanoTime.getAsLong() + atMost.toNanos());
        } finally {
            lock.unlock();
        }
    }

    private Optional<Turn> await(Lane lane, long until) throws InterruptedException {
        Condition self = lock.newCondition();
        turns.add(lane, self);
        waiting++;
        boolean served = false;
        try {
            while (!closed) {
                long left = until - nanoTime.getAsLong();
                if (left <= 0) {
                    return Optional.empty();
                }
                boolean next = turns.next() == self;
                long wait = next ? readyIn() : left;
                if (wait == 0) {
                    turns.served();
                    served = true;
                    return Optional.of(begin());
                }
                time.await(self, next ? Math.min(left, Math.min(wait, LOOK_AGAIN_NANOS)) : left);
            }
            return Optional.empty();
        } finally {
            waiting--;
            if (!served) {
                turns.remove(lane, self);
            }
            callNext();
        }
    }

    private Turn begin() {
        limit.ifPresent(ToldRate::start);
        asking = exhausted;
        return new Turn(learned.start(), exhausted);
    }

    private long readyIn() {
        long now = nanoTime.getAsLong();
        long wait = Math.max(learned.readyIn(), limit.map(ToldRate::readyIn).orElse(0L));
        wait = Math.max(wait, asked.left(now));
        if (exhausted && asking) {
            wait = Math.max(wait, LOOK_AGAIN_NANOS);
        }
        return wait;
    }

    private void callNext() {
        Optional.ofNullable(turns.next()).ifPresent(Condition::signal);
    }

    /** Somebody says that the relay need not be left alone any more; where it must, it says so. */
    public void resume() {
        locked(asked::end);
    }

    /** A mail was taken so long ago, before this process began. */
    void hearTaken(Duration ago) {
        long at = nanoTime.getAsLong() - ago.toNanos();
        locked(() -> limit.ifPresent(rate -> rate.hearTaken(at)));
    }

    /** Another pod, or this one, has told this, of a mail that was taken so long ago. */
    void hear(PaceWord word, Duration ago) {
        locked(() -> learned.heard(word, nanoTime.getAsLong() - ago.toNanos()));
    }

    /** What other pods with this account are to hear; null for nothing that they have not heard. */
    PaceWord told() {
        if (!toTell) {
            return null;
        }
        lock.lock();
        try {
            toTell = false;
            return learned.told();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any more, now or later: whose turn it is not yet gets none. */
    public void close() {
        locked(() -> closed = true);
    }

    /** What is in force now, and why. */
    public PaceView view() {
        lock.lock();
        try {
            double byReply = learned.perSecond();
            double bySetting = limit.map(ToldRate::perSecond).orElse(Double.POSITIVE_INFINITY);
            PaceSource stated = told.map(KnownLimit::by).orElse(PaceSource.NONE);
            PaceSource source = byReply < bySetting ? PaceSource.LEARNED : stated;
            long pauseLeft = asked.left(nanoTime.getAsLong());
            return new PaceView(
                    Math.min(byReply, bySetting),
                    source,
                    told,
                    limit.map(ToldRate::isAll).orElse(true),
                    waiting,
                    Duration.ofNanos(Math.max(pauseLeft, learned.restLeft())),
                    exhausted);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            callNext();
        } finally {
            lock.unlock();
        }
    }
}
