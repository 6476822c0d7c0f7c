package dev.waypost.pace;

import java.time.Duration;

/** What a relay took while there was always a mail to send. Mails a second; not thread-safe. */
final class Flow {

    private final RecentCount recent = new RecentCount(Duration.ofSeconds(1));
    private long since;
    private long taken;

    Flow(long since) {
        this.since = since;
    }

    /** Before that there was none for a while. */
    void beginAt(long now) {
        since = now;
        taken = 0;
    }

    void taken(long now) {
        recent.add(now);
        taken++;
    }

    double perSecond(long now) {
        return taken / Seconds.of(now - since);
    }

    /**
     * Where the relay's bucket, a second deep as a rule, was full as it began, and is empty now.
     */
    double withAFullBucket(long now) {
        return withAFullBucket(now, taken, Seconds.of(now - since));
    }

    /** The same of this many, in this time up to now. */
    double withAFullBucket(long now, long mails, double seconds) {
        double lately = recent.at(now) / (Math.min(1, seconds) + 1);
        return Math.max(lately, mails / (seconds + 1));
    }
}
