package dev.waypost.simulation;

import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * One thread, virtual time: tasks run one by one, time jumps to the next one. Tasks of the same
 * moment run in an order that the seed decides. Production code that waits with a deadline lets the
 * other tasks run meanwhile, see {@link #waitAtMost}. Nanoseconds since the start.
 */
final class Scheduler {

    /** The one that the rewritten production code of this thread asks. */
    private static final ThreadLocal<Scheduler> CURRENT = new ThreadLocal<>();

    /** Thrown in a process that crashed while it waited. */
    static final class Gone extends Error {
        Gone() {
            super("the process is gone", null, false, false);
        }
    }

    /** Thrown where a worker would wait: its step is tried again a little later. */
    static final class Blocked extends Error {
        Blocked() {
            super("not yet", null, false, false);
        }
    }

    private record Task(long at, long lot, long serial, Life life, Runnable work)
            implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            if (at != other.at) {
                return Long.compare(at, other.at);
            }
            return lot != other.lot
                    ? Long.compare(lot, other.lot)
                    : Long.compare(serial, other.serial);
        }
    }

    private final PriorityQueue<Task> queue = new PriorityQueue<>();
    private final Dice dice;
    private long now;
    private long serial;
    private long tasks;
    private Life running;
    private boolean mayWait;

    Scheduler(Dice dice) {
        this.dice = dice;
    }

    static Scheduler current() {
        return CURRENT.get();
    }

    void enter() {
        CURRENT.set(this);
    }

    void leave() {
        CURRENT.remove();
    }

    long now() {
        return now;
    }

    RandomGenerator chance() {
        return dice;
    }

    /** Tasks run so far. */
    long tasks() {
        return tasks;
    }

    /**
     * @param life whose task it is; null for the world's own
     */
    void after(Life life, long nanos, Runnable work) {
        queue.add(new Task(now + Math.max(0, nanos), dice.nextLong(), serial++, life, work));
    }

    /** Runs the next task; false where there is none before the deadline. */
    boolean step(long deadline) {
        Task task = queue.peek();
        if (task == null || task.at > deadline) {
            return false;
        }
        queue.poll();
        now = Math.max(now, task.at);
        if (task.life != null) {
            if (task.life.isOver()) {
                return true;
            }
            if (task.life.stalledUntil() > now) {
                after(task.life, task.life.stalledUntil() - now, task.work);
                return true;
            }
        }
        tasks++;
        Life before = running;
        boolean couldWait = mayWait;
        running = task.life;
        mayWait = false;
        try {
            task.work.run();
        } catch (Gone e) {
            // It ended while it waited.
        } finally {
            running = before;
            mayWait = couldWait;
        }
        return true;
    }

    /** For the rest of this task, production code may wait: it is a thread of its own. */
    void mayWait() {
        mayWait = true;
    }

    /**
     * The wait of production code: one other task runs, or time passes; the caller looks whether
     * what it waits for has come.
     *
     * @return what is left of {@code nanos}
     */
    long waitAtMost(long nanos) {
        if (!mayWait) {
            throw new Blocked();
        }
        long until = now + nanos;
        if (nanos > 0 && !step(until)) {
            now = until;
        }
        if (running != null && running.isOver()) {
            throw new Gone();
        }
        return until - now;
    }
}
