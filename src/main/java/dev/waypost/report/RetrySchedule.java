package dev.waypost.report;

import dev.waypost.config.WaypostConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The backoff between passes: {@code 1m,5m*2,15m} waits one minute after the first attempt, five
 * after the second and third, fifteen after the fourth, and then the mail is given up. Each
 * distinct delay is a retry topic. RFC 5321 section 4.5.4.1 leaves the figures to the sender.
 * Immutable.
 */
public final class RetrySchedule {

    private static final double MOST_JITTER = 0.1;

    /** A mail that waits for long is written again once a day, before its topic forgets it. */
    private static final Duration A_DAY = Duration.ofDays(1);

    private final List<Duration> waits;

    private RetrySchedule(List<Duration> waits) {
        this.waits = List.copyOf(waits);
    }

    /**
     * The schedule that is set.
     *
     * @throws IllegalArgumentException names the setting, what was found and what was expected
     */
    public static RetrySchedule of(WaypostConfig config) {
        try {
            return parse(config.retry().schedule());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "waypost.retry.schedule (WAYPOST_RETRY_SCHEDULE): " + e.getMessage(), e);
        }
    }

    /**
     * Reads {@code delay} or {@code delay*times}, comma-separated; a delay is a number and one of
     * ms, s, m, h, d, from 1 ms to 365 d; times from 1 to 1000.
     *
     * @throws IllegalArgumentException naming the position (from 1) and what was expected there
     */
    public static RetrySchedule parse(String text) {
        return new RetrySchedule(new ScheduleText(text).waits());
    }

    /**
     * How long to wait now.
     *
     * @param attempts those counted so far, the one that just failed included: from 1
     * @return empty if the schedule has come to its end
     */
    public Optional<Duration> delayAfter(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts are counted from 1: " + attempts);
        }
        return attempts <= waits.size() ? Optional.of(waits.get(attempts - 1)) : Optional.empty();
    }

    /** How many delays there are: so often a mail is tried again at most. */
    public int length() {
        return waits.size();
    }

    /** The distinct delays in the order of the schedule. */
    public Set<Duration> delays() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(waits));
    }

    /** The delays that have a retry topic: those of the schedule, and a day for longer waits. */
    public Set<Duration> topics() {
        Set<Duration> topics = new LinkedHashSet<>(waits);
        topics.add(A_DAY);
        return Collections.unmodifiableSet(topics);
    }

    /**
     * The delay whose topic a record passes through that must wait {@code wanted}: the longest that
     * all its records have left by then, so that none oversleeps and nobody waits behind it; the
     * shortest of all if {@code wanted} is shorter still.
     */
    Duration step(Duration wanted) {
        return topics().stream()
                .filter(delay -> longest(delay).compareTo(wanted) <= 0)
                .max(Duration::compareTo)
                .orElseGet(() -> Collections.min(waits));
    }

    /**
     * The delay of the schedule that comes next to {@code wanted}: the longest that is not longer,
     * the shortest of all if {@code wanted} is shorter still.
     */
    public Duration nearest(Duration wanted) {
        return waits.stream()
                .filter(delay -> delay.compareTo(wanted) <= 0)
                .max(Duration::compareTo)
                .orElseGet(() -> Collections.min(waits));
    }

    /** How a delay is called in a topic's name: {@code 5m}, {@code 1h}, {@code 90s}. */
    public static String label(Duration delay) {
        return DelayUnit.label(delay);
    }

    /**
     * When a record that waits from {@code now} is due: after the delay and up to a tenth more, so
     * that mails deferred together by one outage do not come back together. Never earlier: the
     * relay may have named the delay.
     */
    public static Instant due(Instant now, Duration delay, RandomGenerator random) {
        long jitter = (long) (delay.toMillis() * MOST_JITTER * random.nextDouble());
        return now.plus(delay).plusMillis(jitter);
    }

    /** The longest that {@link #due} makes of a delay. */
    public static Duration longest(Duration delay) {
        return delay.plusMillis((long) (delay.toMillis() * MOST_JITTER));
    }

    /**
     * The latest moment at which a record written at {@code from} is due by its topic's name.
     *
     * @return empty where the name is no delay
     */
    public static Optional<Instant> latest(Instant from, String label) {
        try {
            return Optional.of(from.plus(longest(parse(label).waits.get(0))));
        } catch (IllegalArgumentException noDelay) {
            return Optional.empty();
        }
    }

    /** The schedule as it could be parsed again. */
    @Override
    public String toString() {
        List<String> items = new ArrayList<>();
        for (int from = 0, to; from < waits.size(); from = to) {
            to = from + 1;
            while (to < waits.size() && waits.get(to).equals(waits.get(from))) {
                to++;
            }
            items.add(label(waits.get(from)) + (to - from == 1 ? "" : "*" + (to - from)));
        }
        return String.join(",", items);
    }
}
