package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Reason;
import dev.waypost.classify.ReplyRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PortNewsTest {

    private static final Duration LONGEST_COOL_DOWN = Duration.ofMinutes(5);

    private final TestClock clock = new TestClock();

    /** A pod's knowledge of the ports of one relay. */
    private final class Pod {
        private final PortHealth health =
                new PortHealth(clock::nanoTime, Duration.ofSeconds(15), LONGEST_COOL_DOWN);
        private final PortFailover failover =
                new PortFailover(
                        health,
                        new RefusalBreaker(50, 0.8),
                        new OutcomeClassifier(ReplyRules.none()),
                        clock::nanoTime);
        private final PortNews news = new PortNews(failover, health, clock);

        private Pod(String host) {
            failover.know(new SubmissionPort("587", host, 10587, false));
            failover.know(new SubmissionPort("2525", host, 12525, false));
        }

        private Pod hear(String told) throws InterruptedException {
            news.hear(told);
            news.await(Duration.ZERO);
            return this;
        }
    }

    @Test
    void tells_where_a_dead_port_is_why_it_counts_as_dead_and_since_when() {
        Pod pod = new Pod("smtp.example.org");
        pod.health.failed("587", Reason.PORT_BLOCKED);
        clock.advance(Duration.ofMinutes(1));
        pod.health.failed("587", Reason.NO_GREETING);

        assertThat(pod.news.told())
                .isEqualTo("smtp.example.org:10587 no_greeting 2026-01-01T00:00:00Z");
    }

    @Test
    void tells_nothing_where_all_is_well() {
        Pod pod = new Pod("smtp.example.org");
        pod.health.failed("587", Reason.PORT_BLOCKED);
        pod.health.succeeded("587");

        assertThat(pod.news.told()).isEmpty();
    }

    @Test
    void the_next_pod_believes_it_and_leaves_the_port_alone_for_long() throws Exception {
        Pod first = new Pod("smtp.example.org");
        first.health.failed("587", Reason.PORT_BLOCKED);

        Pod next = new Pod("smtp.example.org").hear(first.news.told());

        assertThat(next.health.postponed("587"))
                .map(PortHealth.Postponed::reason)
                .contains(Reason.PORT_BLOCKED);
        assertThat(next.health.postponed("2525")).isEmpty();
        clock.advance(LONGEST_COOL_DOWN.minusSeconds(1));
        assertThat(next.health.dueForProbe()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(next.health.dueForProbe()).containsExactly("587");
    }

    @Test
    void what_is_said_of_another_relay_is_not_believed() throws Exception {
        Pod first = new Pod("smtp.example.com");
        first.health.failed("587", Reason.PORT_BLOCKED);

        Pod next = new Pod("smtp.example.org").hear(first.news.told());

        assertThat(next.health.postponed("587")).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_no_news() throws Exception {
        Pod next = new Pod("smtp.example.org").hear(",,smtp.example.org:10587, \u0000 = x");

        assertThat(next.health.postponed("587")).isEmpty();
    }

    @Test
    void who_hears_nothing_in_time_goes_on() throws Exception {
        Pod next = new Pod("smtp.example.org");

        next.news.await(Duration.ofMillis(1));

        assertThat(next.health.postponed("587")).isEmpty();
    }
}
