package dev.waypost.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.Waiting;
import dev.waypost.lane.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Pods that share a slow account tell each other of each mail that was taken. */
class PaceNewsTest {

    private static final String ACCOUNT = "shop@relay.example.org";

    private final AtomicLong now = new AtomicLong(1);
    private final Pod one = new Pod(1);
    private final Pod two = new Pod(2);

    private final class Pod {
        final Pace pace;
        final PaceNews news = new PaceNews();

        Pod(long seed) {
            pace =
                    new Pace(
                            now::get,
                            Waiting.REAL,
                            new SplittableRandom(seed),
                            Optional.empty(),
                            () -> 1,
                            0.1);
            news.add(ACCOUNT, pace);
        }

        Optional<Pace.Turn> turn() throws InterruptedException {
            return pace.take(Lane.NORMAL, Duration.ZERO);
        }
    }

    @Test
    void withoutALimitOnlyThatAPodHasComeIsTold() throws Exception {
        taken(one);

        assertThat(one.news.told()).endsWith(" 0.0000 0.0000 0 0.000");
        taken(one);
        one.news.told();
        taken(one);
        assertThat(one.news.told()).isNull();
    }

    @Test
    void eachMailThatASlowRelayTookIsToldOnceAndNoNameOfALoginWithIt() throws Exception {
        slow(one);

        String told = one.news.told();

        assertThat(told)
                .matches("[0-9a-f]+ [0-9a-f]+ 0\\.1500 1\\.0000 1 0\\.\\d+")
                .doesNotContain("shop");
        assertThat(one.news.told()).isNull();
    }

    @Test
    void whoHearsOfAMailWaitsAsIfItWereItsOwn() throws Exception {
        slow(one);
        two.news.hear(one.news.told(), Duration.ZERO);

        assertThat(two.turn()).as("at once").isEmpty();
        assertThat(two.pace.view().source()).isEqualTo(PaceSource.LEARNED);

        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(two.turn()).as("later").isPresent();
    }

    @Test
    void whoHasWaitedLongestIsNextAndTheOthersGiveItTime() throws Exception {
        one.news.hear(alias() + " pod-3 0.98 1.00 5 0", Duration.ZERO);
        two.news.hear(alias() + " pod-3 0.98 1.00 5 0", Duration.ZERO);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        taken(two);
        now.addAndGet(1);
        one.news.hear(two.news.told(), Duration.ZERO);

        now.addAndGet(Duration.ofMillis(1100).toNanos());

        assertThat(two.turn()).as("it had one").isEmpty();
        assertThat(one.turn()).as("it has waited").isPresent();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(two.turn()).as("the others may have no mail").isPresent();
    }

    private static String alias() {
        return Integer.toHexString(ACCOUNT.hashCode());
    }

    private static void taken(Pod pod) throws InterruptedException {
        try (Pace.Turn turn = pod.turn().orElseThrow()) {
            turn.accepted();
        }
    }

    @Test
    void whatIsNoNewsIsNotHeard() throws Exception {
        String alias = alias();

        for (String told :
                new String[] {
                    "",
                    ",",
                    "x",
                    alias,
                    alias + " pod",
                    alias + " pod a b",
                    alias + " pod 2.0 1.0",
                    alias + " pod NaN NaN",
                    alias + " pod 1 1e9",
                    "other pod 1.0 1.1"
                }) {
            one.news.hear(told, Duration.ZERO);
        }

        assertThat(one.pace.view().text()).isEqualTo("unlimited");
    }

    /** Of two mails at once the relay took one, and the next one later. */
    private void slow(Pod pod) throws InterruptedException {
        try (Pace.Turn taken = pod.turn().orElseThrow();
                Pace.Turn refused = pod.turn().orElseThrow()) {
            taken.accepted();
            refused.throttled();
        }
        pod.news.told();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        taken(pod);
    }
}
