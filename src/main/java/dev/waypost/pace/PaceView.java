package dev.waypost.pace;

import dev.waypost.config.Rate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The pace of a relay account at one moment.
 *
 * @param perSecond mails a second; infinite for no limit
 * @param told the limit that was known beforehand, of all pods
 * @param isAll whether no other pod has a part of that
 * @param waiting mails that wait for their turn now
 * @param pausedFor how much longer none goes, because the relay said so, or took nothing; zero
 *     where one may
 * @param isExhausted a quota is used up: after the pause, one mail asks
 */
public record PaceView(
        double perSecond,
        PaceSource source,
        Optional<KnownLimit> told,
        boolean isAll,
        int waiting,
        Duration pausedFor,
        boolean isExhausted) {

    private static final MathContext DIGITS = new MathContext(3);
    private static final Rate ONE_A_SECOND = new Rate(1, "s");

    /** Whether the relay holds us back now. */
    public boolean isThrottled() {
        return source == PaceSource.LEARNED || isExhausted || !pausedFor.isZero();
    }

    /** For a person: {@code 13.6/s of 14/s (configured)}. */
    public String text() {
        if (isExhausted) {
            return "quota used up; one mail asks "
                    + (pausedFor.isZero() ? "now" : "in " + seconds());
        }
        return rate() + (pausedFor.isZero() ? "" : ", paused for " + seconds());
    }

    /** The same without what pauses it. */
    public String rate() {
        if (source == PaceSource.LEARNED) {
            return figure() + told.map(limit -> " of " + limit).orElse(" (learned)");
        }
        String all = told.map(KnownLimit::toString).orElse("unlimited");
        return isAll ? all : figure() + ", this pod's part of " + all;
    }

    private String seconds() {
        return pausedFor.toSeconds() + " s";
    }

    /** Three digits without an exponent, in the unit of what was told: so they compare. */
    private String figure() {
        Rate like = told.map(KnownLimit::rate).orElse(ONE_A_SECOND);
        double mails = perSecond * like.period().toSeconds();
        return BigDecimal.valueOf(mails).round(DIGITS).toPlainString() + "/" + like.unit();
    }
}
