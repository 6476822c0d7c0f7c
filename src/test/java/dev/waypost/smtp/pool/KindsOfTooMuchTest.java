package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.pace.Pace;
import dev.waypost.pace.PaceSource;
import dev.waypost.relay.Port;
import dev.waypost.smtp.SubmissionFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each limit that a relay speaks of does to the connections and to the pace. */
class KindsOfTooMuchTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PER_SESSION =
            "452 4.4.5 Maximum number of messages per session exceeded.";

    private final Submissions submissions = new Submissions();

    @AfterEach
    void stop() {
        submissions.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PER_SESSION,
                "421 4.7.0 too many messages in this connection",
                "450 4.7.0 Too many messages per session"
            })
    void a_mail_that_is_one_too_many_for_its_connection_goes_on_another_at_once(String reply)
            throws SubmissionFailure {
        submissions.relay.on(Port.SUBMISSION).limitMails(3, reply);

        for (int i = 0; i < 10; i++) {
            submissions.submit(Port.SUBMISSION);
        }

        assertThat(submissions.relay.mails()).hasSize(10);
        assertThat(mailCommands()).as("one was refused, then the count was known").isEqualTo(11);
        assertThat(counts().opened()).isEqualTo(4);
        assertThat(counts().discarded(Discard.MESSAGES)).isEqualTo(3);
    }

    @Test
    void a_first_mail_that_is_one_too_many_is_no_lesson() throws SubmissionFailure {
        submissions.relay.on(Port.SUBMISSION).limitMails(0, PER_SESSION);

        submissions.failure(Port.SUBMISSION, Submissions.aMessage());
        submissions.relay.on(Port.SUBMISSION).reset();
        submissions.submit(Port.SUBMISSION);
        submissions.submit(Port.SUBMISSION);

        assertThat(counts().opened()).isEqualTo(2);
    }

    @Test
    void a_count_for_one_recipient_alone_is_learned_too() throws SubmissionFailure {
        submissions.submit(Port.SUBMISSION);
        submissions
                .relay
                .on(Port.SUBMISSION)
                .whenRecipient("bob@example.net")
                .reply(PER_SESSION)
                .times(1);

        submissions.submit(
                Port.SUBMISSION, Submissions.aMessage("ann@example.net", "bob@example.net"));

        assertThat(counts().discarded(Discard.MESSAGES)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "421 4.3.2 The maximum number of concurrent connections has exceeded a limit",
                "432 4.3.2 Concurrent connections limit exceeded"
            })
    void a_relay_that_takes_fewer_connections_gets_fewer(String reply) throws Exception {
        submissions.relay.on(Port.SUBMISSION).limitSessions(3, reply);
        CountDownLatch together = new CountDownLatch(1);
        submissions.relay.on(Port.SUBMISSION).afterDot().reply("250 ok").holdUntil(together);
        List<Future<SubmissionFailure>> sending = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sending.add(
                    submissions.beside(
                            () -> submissions.failure(Port.SUBMISSION, Submissions.aMessage())));
        }
        submissions.relay.await(
                "three at work",
                r -> r.dialogue(Port.SUBMISSION).stream().filter("DATA"::equals).count() == 3,
                SOON);

        for (int i = 0; i < 5; i++) {
            sending.add(
                    submissions.beside(
                            () -> submissions.failure(Port.SUBMISSION, Submissions.aMessage())));
        }
        // The first refusal lowers the limit for those that have no connection yet.
        await().atMost(SOON).until(() -> mailCommands() > 3);
        submissions.relay.await("five left", r -> r.openConnections(Port.SUBMISSION) == 3, SOON);
        together.countDown();

        for (Future<SubmissionFailure> failure : sending) {
            assertThat(failure.get()).isNull();
        }
        assertThat(submissions.relay.mails()).hasSize(8);
        assertThat(counts().openNow()).isLessThanOrEqualTo(3);
        int refused = mailCommands() - 8;
        assertThat(refused).as("each at most once").isBetween(1, 5);
        assertThat(counts().limits(RelayLimit.Kind.CONNECTIONS)).isEqualTo(refused);
    }

    @Test
    void where_not_even_one_connection_is_taken_the_relay_is_left_alone_for_a_while() {
        submissions
                .relay
                .on(Port.SUBMISSION)
                .limitSessions(0, "432 4.3.2 Concurrent connections limit exceeded");
        submissions.set("waypost.delivery.connections", "1");

        submissions.failure(Port.SUBMISSION, Submissions.aMessage());

        assertThat(pace().view().pausedFor()).isGreaterThan(Duration.ofSeconds(5));
        assertThat(pace().view().source()).isEqualTo(PaceSource.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "454 Throttling failure: Daily message quota exceeded.",
                "550 5.4.5 Daily user sending limit exceeded."
            })
    void a_quota_that_is_used_up_leaves_the_relay_alone_and_teaches_no_rate(String reply) {
        submissions.relay.on(Port.SUBMISSION).whenCommand("MAIL").reply(reply);

        submissions.failure(Port.SUBMISSION, Submissions.aMessage());

        assertThat(pace().view().isExhausted()).isTrue();
        assertThat(pace().view().source()).isEqualTo(PaceSource.NONE);
        assertThat(pace().view().pausedFor()).isGreaterThan(Duration.ofMinutes(59));
    }

    private Pace pace() {
        return submissions.accounts().pace();
    }

    private ConnectionCounts counts() {
        return submissions.over(Port.SUBMISSION).pool().counts();
    }

    private int mailCommands() {
        return (int)
                submissions.relay.dialogue(Port.SUBMISSION).stream()
                        .filter(line -> line.startsWith("MAIL"))
                        .count();
    }
}
