package dev.waypost.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.pace.BucketRelay.Counts;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rate is found without a setting, at the price of few throttle replies. */
class LearnedRateTest {

    private static final int SEEDS = 100;

    @ParameterizedTest
    @CsvSource({
        "3, 1, 2",
        "8, 1, 2",
        "14, 1, 2",
        "14, 3, 2",
        "100, 1, 2",
        "100, 3, 2",
        "14, 1, 50",
        "14, 3, 50"
    })
    void keepsCloseBelowAStandingLimit(double limit, int pods, int roundTripMillis) {
        BucketRelay[] runs =
                runs(new double[] {limit}, 80, Counts.BUCKET, 1, pods, roundTripMillis);

        assertThat(percentile(runs, 5, run -> run.use(20, 80))).isGreaterThan(0.9);
        assertThat(percentile(runs, 95, run -> run.throttlesPerHundred(20, 80))).isLessThan(2);
        // From the first mail on, the finding of the limit included.
        assertThat(percentile(runs, 50, run -> run.throttlesPerHundred(0, 80))).isLessThan(2.5);
    }

    /** The bucket holds one mail, and each that comes before it is full again is refused. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 2, 20, 80, 2",
        "1, 1, 50, 20, 80, 2",
        "0.5, 1, 2, 60, 240, 2",
        "0.5, 1, 50, 60, 240, 2",
        "0.2, 1, 2, 120, 720, 2",
        "1, 3, 2, 20, 80, 4",
        "1, 3, 50, 20, 80, 4",
        "0.5, 3, 2, 60, 240, 4",
        "0.5, 3, 50, 60, 240, 4",
        "0.2, 3, 2, 120, 720, 4"
    })
    void keepsCloseBelowASlowLimit(
            double limit, int pods, int roundTripMillis, int from, int to, double most) {
        BucketRelay[] runs =
                runs(new double[] {limit}, to, Counts.BUCKET, 1, pods, roundTripMillis);

        assertThat(percentile(runs, 5, run -> run.use(from, to))).isGreaterThan(0.9);
        assertThat(percentile(runs, 50, run -> run.throttlesPerHundred(from, to))).isLessThan(2);
        assertThat(percentile(runs, 95, run -> run.throttlesPerHundred(from, to))).isLessThan(most);
    }

    /** Its bucket holds two, so that pods which meet there now and then are no fast account. */
    @ParameterizedTest
    @CsvSource({"1, 2, 3", "3, 2, 6", "3, 50, 7"})
    void sharesTwoMailsASecond(int pods, int roundTripMillis, double most) {
        BucketRelay[] runs = runs(new double[] {2}, 400, Counts.BUCKET, 1, pods, roundTripMillis);

        assertThat(percentile(runs, 5, run -> run.use(20, 80))).isGreaterThan(0.9);
        assertThat(percentile(runs, 5, run -> run.use(100, 400))).isGreaterThan(0.95);
        assertThat(percentile(runs, 50, run -> run.throttlesPerHundred(20, 80))).isLessThan(most);
        assertThat(percentile(runs, 95, run -> run.throttlesPerHundred(100, 400))).isLessThan(6);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.9", "3, 0.4"})
    void noticesWithinThreeMinutesThatASlowLimitHasRisen(int pods, double least) {
        BucketRelay[] runs = runs(new double[] {1, 14}, 240, Counts.BUCKET, 1, pods, 2);

        assertThat(percentile(runs, 5, run -> run.use(420, 480))).isGreaterThan(least);
        assertThat(percentile(runs, 50, run -> run.use(420, 480))).isGreaterThan(0.9);
        assertThat(percentile(runs, 95, run -> run.throttlesPerHundred(420, 480))).isLessThan(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.6", "3, 0.8"})
    void followsALimitThatBecomesSlowAndSlower(int pods, double least) {
        BucketRelay[] runs = runs(new double[] {14, 1, 0.5}, 120, Counts.BUCKET, 1, pods, 2);

        assertThat(percentile(runs, 5, run -> run.use(180, 240))).isGreaterThan(least);
        assertThat(percentile(runs, 5, run -> run.use(300, 360))).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "3, 60", "1, 600", "3, 600"})
    void followsALimitThatMoves(int pods, int stoodFor) {
        int before = stoodFor / 60;
        double[] limits = new double[before + 2];
        Arrays.fill(limits, 0, before, 14);
        limits[before] = 50;
        limits[before + 1] = 5;

        BucketRelay[] runs = runs(limits, 60, Counts.BUCKET, 1, pods, 2);

        int up = stoodFor;
        int down = stoodFor + 60;
        assertThat(percentile(runs, 5, run -> run.use(up + 30, up + 60))).isGreaterThan(0.8);
        assertThat(percentile(runs, 5, run -> run.use(down, down + 30))).isGreaterThan(0.8);
        assertThat(percentile(runs, 5, run -> run.use(down + 30, down + 60))).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1, 0.9, 10", "0.5, 60, 0.9, 16", "14, 10, 0.8, 1.5", "14, 0.5, 0.8, 1"})
    void copesWithShallowAndDeepBuckets(
            double limit, double depthSeconds, double least, double most) {
        BucketRelay[] runs = runs(new double[] {limit}, 240, Counts.BUCKET, depthSeconds, 1, 2);

        assertThat(percentile(runs, 5, run -> run.use(60, 240))).isGreaterThan(least);
        // From the first mail on.
        assertThat(percentile(runs, 95, run -> run.throttlesPerHundred(0, 240))).isLessThan(most);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1", "0.5, 3", "5, 1", "5, 3"})
    void copesWithALimitForEachMinute(double limit, int pods) {
        BucketRelay[] runs = runs(new double[] {limit}, 600, Counts.WINDOW, 60, pods, 2);

        assertThat(percentile(runs, 5, run -> run.use(60, 600))).isGreaterThan(0.75);
        assertThat(percentile(runs, 50, run -> run.throttlesPerHundred(60, 600))).isLessThan(9);
    }

    @Test
    void copesWithALimitForEachHour() {
        BucketRelay[] runs = runs(new double[] {500 / 3600.0}, 3 * 3600, Counts.WINDOW, 3600, 1, 2);

        assertThat(percentile(runs, 5, run -> run.use(3600, 3 * 3600))).isGreaterThan(0.9);
    }

    @Test
    void isUnlimitedWhereTheRelayIs() {
        LearnedRate rate = new LearnedRate(() -> 0, new SplittableRandom(1));

        IntStream.range(0, 1000)
                .forEach(
                        i -> {
                            long stamp = rate.start();
                            rate.accepted(stamp);
                            rate.ended(stamp);
                        });

        assertThat(rate.perSecond()).isInfinite();
        assertThat(rate.readyIn()).isZero();
    }

    @Test
    void beginsWithFewMailsUnderWayAndWithMoreForThoseThatWereTaken() {
        AtomicLong now = new AtomicLong();
        LearnedRate rate = new LearnedRate(now::get, new SplittableRandom(1));

        assertThat(underWay(rate)).isEqualTo(2);
        now.addAndGet(1_000_000_000);
        assertThat(underWay(rate)).as("a silent relay holds nobody up").isEqualTo(2);
        IntStream.range(0, 4).forEach(i -> rate.ended(0));
        for (int i = 0; i < 800; i++) {
            long stamp = rate.start();
            rate.accepted(stamp);
            rate.ended(stamp);
        }

        assertThat(underWay(rate)).isEqualTo(102);
    }

    /** How many more may go now. */
    private static int underWay(LearnedRate rate) {
        int started = 0;
        for (; rate.readyIn() == 0; started++) {
            rate.start();
        }
        return started;
    }

    private static BucketRelay[] runs(
            double[] limits,
            int phase,
            Counts counts,
            double depth,
            int pods,
            int roundTripMillis) {
        return IntStream.range(0, SEEDS)
                .mapToObj(
                        seed ->
                                new BucketRelay(
                                        limits, phase, counts, depth, pods, roundTripMillis, seed))
                .toArray(BucketRelay[]::new);
    }

    private static double percentile(
            BucketRelay[] runs, int percent, ToDoubleFunction<BucketRelay> figure) {
        double[] sorted = Arrays.stream(runs).mapToDouble(figure).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
