package dev.waypost.pace;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Says in the log how the pace of a relay account changes, and by which reply: when it has fallen
 * by a fifth, when it has doubled for a minute, and each longer rest; what lies between, the
 * metrics tell. Any thread may name a reply, one looks.
 */
public final class PaceLog {

    private static final Logger LOG = Logger.getLogger(PaceLog.class);

    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    private static final double FALLEN = 0.8;
    private static final double RISEN = 2;

    /** Looking for the limit anew, the pace is above it for some seconds. */
    private static final long TRIED_OUT_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** A shorter rest is part of finding the rate. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private final String host;
    private final Pace pace;
    private final Consumer<String> lines;
    private volatile String reply = "no reply";
    private final LongSupplier nanoTime;
    private double said = UNLIMITED;
    private long lowAt;
    private Duration rest = Duration.ZERO;

    /**
     * @param host of the relay, as the log calls it
     * @param nanoTime as {@link System#nanoTime}
     */
    public PaceLog(String host, Pace pace, LongSupplier nanoTime) {
        this(host, pace, nanoTime, LOG::info);
    }

    PaceLog(String host, Pace pace, LongSupplier nanoTime, Consumer<String> lines) {
        this.nanoTime = nanoTime;
        this.host = host;
        this.pace = pace;
        this.lines = lines;
    }

    /**
     * The relay has called a mail one too many.
     *
     * @param status code and enhanced status of its reply: its words may name a recipient
     */
    public void throttledBy(String status) {
        reply = status;
    }

    /** Compares the pace of now with what was said last; called several times a second. */
    public void look() {
        PaceView view = pace.view();
        double rate = view.source() == PaceSource.LEARNED ? view.perSecond() : UNLIMITED;
        long now = nanoTime.getAsLong();
        if (said == UNLIMITED || rate < said * RISEN) {
            lowAt = now;
        }
        if (rate < said * FALLEN) {
            tell("the pace falls to %s, after %s", view.rate(), reply);
            said = rate;
        } else if (now - lowAt > TRIED_OUT_NANOS) {
            tell("the pace has risen to %s", view.rate());
            said = rate;
            lowAt = now;
        }
        Duration left = view.isExhausted() ? Duration.ZERO : view.pausedFor();
        if (left.compareTo(rest) > 0 && left.compareTo(LONG) >= 0) {
            tell("is left alone for %s s, after %s", left.toSeconds(), reply);
        }
        rest = left;
    }

    private void tell(String text, Object... values) {
        lines.accept("relay " + host + ": " + text.formatted(values));
    }
}
