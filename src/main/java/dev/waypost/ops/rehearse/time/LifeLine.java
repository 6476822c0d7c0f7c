package dev.waypost.ops.rehearse.time;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whether a process lives, and what it has done to the world outside. Once it is cut it has no
 * effect any more, whatever its threads still try, and never learns what came of it. Any thread.
 */
public final class LifeLine {

    private final VirtualTime time;
    private final Consumer<String> witness;
    private final List<Runnable> atTheEnd = new ArrayList<>();
    private boolean cut;
    private int effects;

    /**
     * @param witness hears of each effect, in the lock of the time, before the process does
     */
    public LifeLine(VirtualTime time, Consumer<String> witness) {
        this.time = time;
        this.witness = witness;
    }

    public VirtualTime time() {
        return time;
    }

    public boolean isCut() {
        synchronized (time) {
            return cut;
        }
    }

    /** What is done as soon as it is cut. */
    public void atTheEnd(Runnable action) {
        synchronized (time) {
            atTheEnd.add(action);
        }
    }

    /**
     * Does something to the world, unless the process is dead.
     *
     * @return false where it is dead
     */
    public boolean effect(String what, Runnable deed) {
        synchronized (time) {
            if (cut) {
                return false;
            }
            deed.run();
            effects++;
            time.effect();
            witness.accept(what);
            return true;
        }
    }

    /** How many it has had. */
    public int effects() {
        synchronized (time) {
            return effects;
        }
    }

    public void kill() {
        synchronized (time) {
            if (!cut) {
                cut = true;
                time.end();
                atTheEnd.forEach(Runnable::run);
            }
        }
    }
}
