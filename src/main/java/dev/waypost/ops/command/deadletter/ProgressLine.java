package dev.waypost.ops.command.deadletter;

import dev.waypost.ops.scan.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * How far a long reading is, on standard error: on a terminal a bar that is drawn over and over,
 * elsewhere a line now and then. Says nothing of what is over in a moment. One thread.
 */
final class ProgressLine implements Progress {

    private static final int WIDTH = 30;
    private static final long BEFORE_FIRST = Duration.ofSeconds(1).toNanos();
    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

    private final PrintWriter err;
    private final boolean terminal;
    private final long begun = System.nanoTime();
    private long told = begun;
    private boolean drawn;
    private long putBack = -1;

    ProgressLine(PrintWriter err) {
        this(err, System.console() != null);
    }

    ProgressLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Tells from now on how many were put back, too. */
    void putBack(long count) {
        putBack = count;
    }

    @Override
    public void at(String what, long done, long total) {
        long now = System.nanoTime();
        if (terminal && now - begun >= BEFORE_FIRST) {
            err.print("\r" + bar(done, total) + " " + line(what, done, total, now) + "\u001b[K");
            err.flush();
            drawn = true;
        } else if (!terminal && now - told >= BETWEEN_LINES) {
            err.println("waypost: " + line(what, done, total, now));
            err.flush();
            told = now;
        }
    }

    /** The bar is gone, so that what follows stands on a line of its own. */
    void clear() {
        if (drawn) {
            err.print("\r\u001b[K");
            err.flush();
            drawn = false;
        }
    }

    private static String bar(long done, long total) {
        int full = total == 0 ? WIDTH : (int) (WIDTH * done / total);
        return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "]";
    }

    private String line(String what, long done, long total, long now) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d %s read, %d %%, %,d s%s",
                done,
                total,
                what,
                total == 0 ? 100 : 100 * done / total,
                Duration.ofNanos(now - begun).toSeconds(),
                putBack < 0 ? "" : String.format(Locale.ROOT, ", %,d put back", putBack));
    }
}
