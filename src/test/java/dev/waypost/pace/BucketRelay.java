package dev.waypost.pace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Pods with endless mail before one relay that allows so many a second, in virtual time, on a
 * network and machine with hiccups: a run is a function of its parameters and its seed.
 */
final class BucketRelay {

    private static final long SECOND = 1_000_000_000L;
    private static final int CONNECTIONS = 16;

    /** Each way takes that much longer, on average. */
    private static final double LAG_MILLIS = 5;

    /** One look in so many at whether a mail may go comes late, by up to that much. */
    private static final int SELDOM = 200;

    private static final long STALL = SECOND / 10;

    /** A pod hears of what another one had taken so much later. */
    private static final long NEWS = SECOND / 50;

    private static final long LATEST_NEWS = SECOND * 15 / 100;

    /** The clocks of pods differ by as much. */
    private static final long SKEW = SECOND / 100;

    /** How the relay counts. */
    enum Counts {
        /** A token bucket. */
        BUCKET,
        /** From the full minute, say, to the next. */
        WINDOW
    }

    private enum What {
        TRY,
        ARRIVE,
        TAKEN,
        THROTTLED,
        HEARD
    }

    private record Event(long at, long order, What what, int pod, long stamp, PaceWord word) {}

    private static final class Pod {
        final LearnedRate rate;
        int underWay;
        boolean trying;

        Pod(LearnedRate rate) {
            this.rate = rate;
        }
    }

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final List<Pod> pods = new ArrayList<>();
    private final double[] limits;
    private final long phase;
    private final Counts counts;
    private final double depthSeconds;
    private final long halfRoundTrip;
    private final long[] taken;
    private final long[] throttled;
    private final SplittableRandom random;
    private long now;
    private long order;
    private double tokens;
    private long filledAt;

    /**
     * @param limits mails a second, one after the other
     * @param phaseSeconds how long each of them stands
     * @param depthSeconds of the bucket, or length of the window
     */
    BucketRelay(
            double[] limits,
            int phaseSeconds,
            Counts counts,
            double depthSeconds,
            int podCount,
            int roundTripMillis,
            long seed) {
        this.limits = limits;
        this.phase = phaseSeconds * SECOND;
        this.counts = counts;
        this.depthSeconds = depthSeconds;
        this.halfRoundTrip = roundTripMillis * SECOND / 2000;
        this.tokens = depth();
        this.taken = new long[phaseSeconds * limits.length];
        this.throttled = new long[taken.length];
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < podCount; i++) {
            pods.add(new Pod(new LearnedRate(() -> now, random.split())));
            // Pods do not start at the same moment.
            tryAt(i == 0 ? 0 : random.nextLong(3 * SECOND), i);
        }
        run();
    }

    /** Mails taken from this second to that, as a share of what the limit allows. */
    double use(int from, int to) {
        return sum(taken, from, to) / (limit(from * SECOND) * (to - from));
    }

    /** Throttle replies per 100 mails taken. */
    double throttlesPerHundred(int from, int to) {
        return 100.0 * sum(throttled, from, to) / sum(taken, from, to);
    }

    private void run() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            if (event.at() >= taken.length * SECOND) {
                return;
            }
            now = event.at();
            Pod pod = pods.get(event.pod());
            switch (event.what()) {
                case TRY -> attempt(pod, event.pod());
                case ARRIVE -> arrive(event);
                case TAKEN -> {
                    pod.rate.accepted(event.stamp());
                    replied(pod, event);
                    tell(event.pod());
                }
                case THROTTLED -> {
                    pod.rate.throttled(event.stamp());
                    replied(pod, event);
                }
                case HEARD -> pod.rate.heard(event.word(), event.stamp());
            }
        }
    }

    private void attempt(Pod pod, int index) {
        pod.trying = false;
        if (pod.underWay == CONNECTIONS) {
            return;
        }
        long wait = pod.rate.readyIn();
        if (wait == 0) {
            pod.underWay++;
            add(now + way(), What.ARRIVE, index, pod.rate.start());
        }
        long late = random.nextInt(SELDOM) == 0 ? random.nextLong(STALL) : 0;
        tryAt(now + Math.max(50_000, Math.min(wait, SECOND / 10)) + late, index);
    }

    private long way() {
        return halfRoundTrip + (long) (-Math.log(1 - random.nextDouble()) * LAG_MILLIS * 1e6);
    }

    private void arrive(Event mail) {
        fill();
        boolean allowed = tokens >= 1;
        tokens -= allowed ? 1 : 0;
        (allowed ? taken : throttled)[(int) (now / SECOND)]++;
        add(now + way(), allowed ? What.TAKEN : What.THROTTLED, mail.pod(), mail.stamp());
    }

    private void fill() {
        if (counts == Counts.BUCKET) {
            tokens += (now - filledAt) / (double) SECOND * limit(now);
        } else if (windowOf(now) != windowOf(filledAt)) {
            tokens = depth();
        }
        tokens = Math.min(depth(), tokens);
        filledAt = now;
    }

    private long windowOf(long at) {
        return (long) (at / (depthSeconds * SECOND));
    }

    private void replied(Pod pod, Event reply) {
        pod.underWay--;
        pod.rate.ended(reply.stamp());
        if (!pod.trying) {
            tryAt(now, reply.pod());
        }
    }

    private void tell(int from) {
        LearnedRate rate = pods.get(from).rate;
        PaceWord word = rate.told();
        for (int pod = 0; rate.isTelling() && pod < pods.size(); pod++) {
            long heardAt = now + random.nextLong(NEWS, LATEST_NEWS);
            long skewed = now + random.nextLong(-SKEW, SKEW);
            events.add(new Event(heardAt, order++, What.HEARD, pod, skewed, word));
        }
    }

    private void tryAt(long at, int pod) {
        pods.get(pod).trying = true;
        add(at, What.TRY, pod, 0);
    }

    private void add(long at, What what, int pod, long stamp) {
        events.add(new Event(at, order++, what, pod, stamp, null));
    }

    private double limit(long at) {
        return limits[(int) Math.min(limits.length - 1, at / phase)];
    }

    private double depth() {
        return Math.max(1, limit(now) * depthSeconds);
    }

    private static double sum(long[] counts, int from, int to) {
        return Arrays.stream(counts, from, to).sum();
    }
}
