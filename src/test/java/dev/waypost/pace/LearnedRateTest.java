package dev.waypost.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rate is found without a setting, at the price of few throttle replies. */
class LearnedRateTest {

    private static final int SEEDS = 100;

    @ParameterizedTest
    @CsvSource({"14, 1, 2", "14, 3, 2", "100, 1, 2", "100, 3, 2", "14, 1, 50", "14, 3, 50"})
    void keepsCloseBelowAStandingLimit(double limit, int pods, int roundTripMillis) {
        BucketRelay[] runs = runs(new double[] {limit}, 80, 1, pods, roundTripMillis);

        assertThat(percentile(runs, 5, run -> run.use(20, 80))).isGreaterThan(0.9);
        assertThat(percentile(runs, 95, run -> run.throttlesPerHundred(20, 80))).isLessThan(2);
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void followsALimitThatMoves(int pods) {
        BucketRelay[] runs = runs(new double[] {14, 50, 5}, 60, 1, pods, 2);

        assertThat(percentile(runs, 5, run -> run.use(90, 120))).isGreaterThan(0.8);
        assertThat(percentile(runs, 5, run -> run.use(150, 180))).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 60", "14, 10", "14, 0.5"})
    void copesWithShallowAndDeepBuckets(double limit, double depthSeconds) {
        BucketRelay[] runs = runs(new double[] {limit}, 240, depthSeconds, 1, 2);

        assertThat(percentile(runs, 5, run -> run.use(60, 240))).isGreaterThan(0.8);
        assertThat(percentile(runs, 95, run -> run.throttlesPerHundred(60, 240))).isLessThan(5);
    }

    @Test
    void isUnlimitedWhereTheRelayIs() {
        LearnedRate rate = new LearnedRate(() -> 0, new SplittableRandom(1));

        IntStream.range(0, 1000).forEach(i -> rate.accepted(rate.start()));

        assertThat(rate.perSecond()).isInfinite();
        assertThat(rate.readyIn()).isZero();
    }

    private static BucketRelay[] runs(
            double[] limits, int phase, double depth, int pods, int roundTripMillis) {
        return IntStream.range(0, SEEDS)
                .mapToObj(
                        seed -> new BucketRelay(limits, phase, depth, pods, roundTripMillis, seed))
                .toArray(BucketRelay[]::new);
    }

    private static double percentile(
            BucketRelay[] runs, int percent, ToDoubleFunction<BucketRelay> figure) {
        double[] sorted = Arrays.stream(runs).mapToDouble(figure).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
