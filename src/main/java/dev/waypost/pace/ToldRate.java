package dev.waypost.pace;

import dev.waypost.config.Rate;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * A rate that was told beforehand, or this pod's part of it. One that has all of it never lets more
 * go in any period of its length; several keep to it together, each by even steps, but for one mail
 * each where their parts are no whole numbers. What went before the process began is part of it, as
 * far as status events tell. Not thread-safe.
 */
final class ToldRate {

    private static final double NEARLY_ALL = 0.999;

    /** What is less would be never. */
    private static final double LEAST = 0.001;

    private final Rate rate;
    private final DoubleSupplier part;
    private final LongSupplier nanoTime;
    private final RecentCount gone;

    /** Taken from any pod before this process began; this pod has its part of them, too. */
    private final RecentCount before;

    /** When the next mail may go, by even steps. */
    private long nextAt;

    /**
     * @param part this pod's, 0 to 1; may change at any time
     * @param nanoTime as {@link System#nanoTime}
     */
    ToldRate(Rate rate, DoubleSupplier part, LongSupplier nanoTime) {
        this.rate = rate;
        this.part = part;
        this.nanoTime = nanoTime;
        this.gone = new RecentCount(rate.period());
        this.before = new RecentCount(rate.period());
        this.nextAt = nanoTime.getAsLong();
    }

    /** Nanoseconds until the next mail may go; zero for now. */
    long readyIn() {
        long now = nanoTime.getAsLong();
        double mine = mine();
        double went = gone.at(now) + before.at(now) * part();
        long wait = went >= Math.ceil(mine) ? nextChange(now) : 0;
        return isAll() ? wait : Math.max(wait, nextAt - burst(mine) - now);
    }

    private long nextChange(long now) {
        return LongStream.of(gone.nextChange(now), before.nextChange(now))
                .filter(wait -> wait > 0)
                .min()
                .orElse(1);
    }

    /** A mail was taken at this moment, before this process began. */
    void hearTaken(long nanoTime) {
        before.add(nanoTime, this.nanoTime.getAsLong());
    }

    /** A mail goes now. */
    void start() {
        long now = nanoTime.getAsLong();
        gone.add(now);
        nextAt = Math.max(nextAt, now) + step(mine());
    }

    /** Mails a second, of this pod. */
    double perSecond() {
        return rate.perSecond() * part();
    }

    /** Whether no other pod has a part of it. */
    boolean isAll() {
        return part.getAsDouble() >= NEARLY_ALL;
    }

    private double part() {
        return isAll() ? 1 : Math.max(LEAST, part.getAsDouble());
    }

    private double mine() {
        return rate.mails() * part();
    }

    private long step(double mine) {
        return (long) (rate.period().toNanos() / mine);
    }

    /** As many at once as whole mails of a period, less the one that goes. */
    private long burst(double mine) {
        return (long) Math.max(0, Math.floor(mine) - 1) * step(mine);
    }
}
