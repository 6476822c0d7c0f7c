package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.relay.Port;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for what while connections are opened. */
class ConnectionOpenerTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Submissions submissions = new Submissions();

    @AfterEach
    void stop() {
        submissions.close();
    }

    @Test
    void while_a_login_is_unproven_only_auth_waits_and_connections_open_side_by_side()
            throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        offerLogin();
        submissions
                .relay
                .on(Port.SUBMISSION)
                .whenMechanism("PLAIN")
                .reply("235 2.7.0 welcome")
                .holdUntil(answer);
        List<Future<SubmissionFailure>> sending = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            sending.add(submissions.beside(this::failure));
        }
        submissions.relay.await("all connect", r -> r.connections(Port.SUBMISSION) == 8, SOON);
        await().atMost(SOON).until(() -> said("EHLO") == 2 * 8);

        assertThat(said("AUTH")).isBetween(1L, 2L);
        answer.countDown();
        for (Future<SubmissionFailure> sent : sending) {
            assertThat(sent.get()).isNull();
        }
    }

    @Test
    void a_port_that_leaves_auth_unanswered_holds_up_those_who_wait_once() throws Exception {
        // All have come to the login by then, on a busy machine too.
        submissions.set("waypost.delivery.timeout.greeting", "3s");
        offerLogin();
        submissions.relay.on(Port.SUBMISSION).silentAt("AUTH");
        List<Future<SubmissionFailure>> sending = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            sending.add(submissions.beside(this::failure));
        }

        for (Future<SubmissionFailure> sent : sending) {
            assertThat(sent.get().trouble().phase()).isEqualTo(Phase.AUTH);
        }
        assertThat(said("AUTH")).isBetween(1L, 2L);
    }

    private void offerLogin() {
        submissions
                .relay
                .on(Port.SUBMISSION)
                .whenCommand("EHLO")
                .reply("250-localhost", "250-STARTTLS", "250 AUTH PLAIN");
        submissions.login("shop", "secret");
    }

    private SubmissionFailure failure() {
        return submissions.failure(Port.SUBMISSION, Submissions.aMessage());
    }

    private long said(String command) {
        return submissions.relay.dialogue(Port.SUBMISSION).stream()
                .filter(line -> line.startsWith(command))
                .count();
    }
}
