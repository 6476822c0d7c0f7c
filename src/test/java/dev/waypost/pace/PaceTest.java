package dev.waypost.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.config.Rate;
import dev.waypost.config.Waiting;
import dev.waypost.lane.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Mails go no faster than the account's limit, the higher lane first. */
class PaceTest {

    private static final Duration LONG = Duration.ofHours(1);

    private double part = 1;
    private final AtomicLong now = new AtomicLong(1);

    @Test
    void withoutALimitEveryTurnIsNow() throws Exception {
        Pace pace = pace(null);

        for (int i = 0; i < 1000; i++) {
            try (Pace.Turn turn = turn(pace)) {
                turn.accepted();
            }
        }

        assertThat(pace.view().source()).isEqualTo(PaceSource.NONE);
    }

    @Test
    void aToldLimitHoldsInAnyPeriod() throws Exception {
        Pace pace = pace("30/m");
        List<Long> went = new ArrayList<>();

        for (int second = 0; second < 300; second++) {
            for (Optional<Pace.Turn> turn = free(pace); turn.isPresent(); turn = free(pace)) {
                turn.get().close();
                went.add(now.get());
            }
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }

        assertThat(went.size()).isBetween(120, 150);
        for (int i = 30; i < went.size(); i++) {
            assertThat(went.get(i) - went.get(i - 30))
                    .isGreaterThanOrEqualTo(Duration.ofMinutes(1).toNanos());
        }
    }

    @Test
    void whatWentBeforeTheProcessBeganIsPartOfIt() throws Exception {
        now.set(Duration.ofHours(1).toNanos());
        Pace pace = pace("30/m");
        for (int i = 0; i < 30; i++) {
            pace.hearTaken(Duration.ofSeconds(20));
            pace.hearTaken(Duration.ofSeconds(70));
        }

        assertThat(free(pace)).isEmpty();
        now.addAndGet(Duration.ofSeconds(42).toNanos());
        assertThat(free(pace)).isPresent();
    }

    @Test
    void ofWhatWentBeforeItBeganAPodHasItsPart() throws Exception {
        part = 0.5;
        Pace pace = pace("30/m");
        for (int i = 0; i < 20; i++) {
            pace.hearTaken(Duration.ofSeconds(1));
        }

        for (int i = 0; i < 5; i++) {
            turn(pace).close();
        }
        assertThat(free(pace)).isEmpty();
    }

    @Test
    void aThrottleReplyBelowTheToldLimitIsBelieved() throws Exception {
        Pace pace = pace("100/s");
        Pace.Turn turn = null;
        for (int i = 0; i < 10; i++) {
            turn = pace.take(Lane.NORMAL, Duration.ZERO).orElseThrow();
            turn.accepted();
            turn.close();
        }

        turn.throttled();

        assertThat(pace.view().source()).isEqualTo(PaceSource.LEARNED);
        assertThat(pace.view().text()).matches("9\\.\\d+/s of 100/s \\(configured\\)");
        assertThat(pace.view().perSecond()).isBetween(9.0, 10.0);
        assertThat(pace.take(Lane.NORMAL, Duration.ZERO)).isEmpty();
    }

    @Test
    void aRelayThatTakesNothingIsSaidToBeLeftAlone() throws Exception {
        Pace pace = pace(null);
        refused(pace);

        for (int i = 0; i < 1000 && pace.view().pausedFor().isZero(); i++) {
            now.addAndGet(Duration.ofMillis(100).toNanos());
            refused(pace);
        }

        assertThat(pace.view().text()).endsWith("/s (learned), paused for 1 s");
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        refused(pace);
        assertThat(pace.view().text()).endsWith("paused for 2 s");
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        turn(pace).accepted();
        assertThat(pace.view().text()).endsWith("/s (learned)");
    }

    /** A mail goes, where it is one's turn, and is one too many. */
    private static void refused(Pace pace) throws InterruptedException {
        free(pace)
                .ifPresent(
                        turn -> {
                            turn.throttled();
                            turn.close();
                        });
    }

    @Test
    void severalPodsKeepToARateTogetherByEvenSteps() throws Exception {
        part = 1 / 3.0;
        Pace pace = pace("14/s");

        int first = taken(pace, Duration.ofSeconds(1));
        int later = taken(pace, Duration.ofSeconds(59));

        assertThat(first).isBetween(4, 8);
        assertThat(first + later).isBetween(278, 284);
        assertThat(pace.view().text()).isEqualTo("4.67/s, this pod's part of 14/s (configured)");
    }

    @Test
    void aFigureIsInTheUnitThatWasToldAndHasNoExponent() {
        part = 1 / 3.0;

        assertThat(pace("2000/d").view().text())
                .isEqualTo("667/d, this pod's part of 2000/d (configured)");
        assertThat(pace("4000/s").view().text())
                .isEqualTo("1330/s, this pod's part of 4000/s (configured)");
    }

    @Test
    void aPartOfOneMailIsOneMailInALongerTime() throws Exception {
        part = 0.25;
        Pace pace = pace("1/s");

        assertThat(taken(pace, Duration.ofSeconds(40))).isBetween(10, 11);
    }

    @Test
    void aPodThatIsLeftAloneHasAllOfIt() throws Exception {
        part = 0.5;
        Pace pace = pace("10/s");
        taken(pace, Duration.ofSeconds(10));

        part = 1;

        assertThat(taken(pace, Duration.ofSeconds(10))).isBetween(95, 105);
        assertThat(pace.view().text()).isEqualTo("10/s (configured)");
    }

    /** How many go in this time, looked at each millisecond. */
    private int taken(Pace pace, Duration time) throws InterruptedException {
        int taken = 0;
        for (long end = now.get() + time.toNanos(); now.get() < end; now.addAndGet(1_000_000)) {
            for (Optional<Pace.Turn> turn = free(pace); turn.isPresent(); turn = free(pace)) {
                turn.get().close();
                taken++;
            }
        }
        return taken;
    }

    @Test
    void aHintLeavesTheRelayAlone() throws Exception {
        Pace pace = pace(null);
        pace.take(Lane.NORMAL, Duration.ZERO).orElseThrow().pause(Duration.ofSeconds(30));

        now.addAndGet(Duration.ofSeconds(29).toNanos());
        Optional<Pace.Turn> early = pace.take(Lane.HIGH, Duration.ZERO);
        now.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(early).isEmpty();
        assertThat(pace.take(Lane.HIGH, Duration.ZERO)).isPresent();
    }

    @Test
    void aWaitThatTheRelayAskedForEndsWhenSomebodySaysSo() throws Exception {
        Pace pace = pace(null);
        turn(pace).exhausted(Duration.ofMinutes(10));

        pace.resume();

        assertThat(pace.view().text()).isEqualTo("quota used up; one mail asks now");
        try (Pace.Turn asking = turn(pace)) {
            assertThat(pace.take(Lane.HIGH, Duration.ZERO)).as("only one asks").isEmpty();
            asking.accepted();
        }
        assertThat(pace.view().text()).isEqualTo("unlimited");
    }

    @Test
    void anExhaustedQuotaIsAskedAboutByOneMailAtATime() throws Exception {
        Pace pace = pace(null);
        try (Pace.Turn turn = turn(pace)) {
            turn.exhausted(Duration.ofMinutes(10));
        }

        now.addAndGet(Duration.ofMinutes(9).toNanos());
        assertThat(pace.take(Lane.HIGH, Duration.ZERO)).isEmpty();
        assertThat(pace.view().text()).isEqualTo("quota used up; one mail asks in 60 s");

        now.addAndGet(Duration.ofMinutes(2).toNanos());
        try (Pace.Turn asking = turn(pace)) {
            assertThat(pace.take(Lane.HIGH, Duration.ZERO)).as("only one asks").isEmpty();
            asking.exhausted(Duration.ofMinutes(10));
        }
        assertThat(pace.take(Lane.HIGH, Duration.ZERO)).as("refused again").isEmpty();

        now.addAndGet(Duration.ofMinutes(11).toNanos());
        turn(pace).close();
        assertThat(pace.view().isExhausted()).as("nobody answered").isTrue();
        try (Pace.Turn asking = turn(pace)) {
            asking.answered();
        }
        assertThat(pace.view().isExhausted()).as("refused for its own sake").isTrue();
        try (Pace.Turn asking = turn(pace)) {
            asking.accepted();
        }

        turn(pace);
        turn(pace);
        assertThat(pace.view().text()).isEqualTo("unlimited");
    }

    @Test
    void theHigherLaneGoesFirstAndTheLowerOneIsNotForgotten() throws Exception {
        Pace pace = pace("1/s");
        pace.take(Lane.NORMAL, Duration.ZERO).orElseThrow();
        List<Lane> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            waiting.add(waiting(pace, Lane.BULK, order));
        }
        for (int i = 0; i < 12; i++) {
            waiting.add(waiting(pace, Lane.HIGH, order));
        }
        Awaitility.await().until(() -> pace.view().waiting() == 24);

        for (int served = 1; served <= 24; served++) {
            now.addAndGet(Duration.ofMillis(1100).toNanos());
            int expected = served;
            Awaitility.await().until(() -> order.size() == expected);
        }

        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
        assertThat(order.subList(0, 9)).containsOnly(Lane.HIGH);
        assertThat(order.get(9)).isEqualTo(Lane.BULK);
        assertThat(order.subList(10, 13)).containsOnly(Lane.HIGH);
        assertThat(order.subList(13, 24)).containsOnly(Lane.BULK);
    }

    @Test
    void nobodyWaitsForAPaceThatIsClosed() throws Exception {
        Pace pace = pace("1/d");
        pace.take(Lane.NORMAL, Duration.ZERO).orElseThrow();
        CompletableFuture<Optional<Pace.Turn>> waiting =
                CompletableFuture.supplyAsync(() -> taken(pace, Lane.NORMAL));
        Awaitility.await().until(() -> pace.view().waiting() == 1);

        pace.close();

        assertThat(waiting.join()).isEmpty();
        assertThat(pace.take(Lane.HIGH, LONG)).isEmpty();
    }

    @Test
    void whoNeedNotWaitGoesThoughThePaceIsClosed() throws Exception {
        Pace pace = pace("1/s");

        pace.close();

        assertThat(pace.take(Lane.NORMAL, LONG)).isPresent();
        assertThat(pace.take(Lane.NORMAL, LONG)).isEmpty();
    }

    @Test
    void aRateThatIsNoneSaysWhatOneLooksLike() {
        assertThat(Rate.valueOf("14/s")).isEqualTo(new Rate(14, "s"));
        assertThat(Rate.valueOf(" 30 / M ").perSecond()).isEqualTo(0.5);
        for (String bad : List.of("fast", "0/s", "-1/s", "1/0s", "1/w", "", "14", "9999999999/s")) {
            assertThatThrownBy(() -> Rate.valueOf(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + bad + "\" is no rate")
                    .hasMessageContaining("14/s");
        }
    }

    private static Optional<Pace.Turn> free(Pace pace) throws InterruptedException {
        return pace.take(Lane.NORMAL, Duration.ZERO);
    }

    private static Pace.Turn turn(Pace pace) throws InterruptedException {
        return pace.take(Lane.NORMAL, Duration.ZERO).orElseThrow();
    }

    private Pace pace(String told) {
        return new Pace(
                now::get,
                Waiting.REAL,
                new SplittableRandom(1),
                Optional.ofNullable(told)
                        .map(Rate::valueOf)
                        .map(rate -> new KnownLimit(rate, PaceSource.CONFIGURED)),
                () -> part,
                0.1);
    }

    private static CompletableFuture<Void> waiting(Pace pace, Lane lane, List<Lane> order) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            taken(pace, lane).ifPresent(turn -> order.add(lane));
                            done.complete(null);
                        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static Optional<Pace.Turn> taken(Pace pace, Lane lane) {
        try {
            return pace.take(lane, LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
