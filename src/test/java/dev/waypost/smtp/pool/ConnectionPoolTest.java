package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.camel.RelayMessage;
import dev.waypost.deliver.PacedConnections;
import dev.waypost.lane.Lane;
import dev.waypost.relay.Port;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Submissions submissions = new Submissions();

    @AfterEach
    void stop() {
        submissions.close();
    }

    @Test
    void a_hundred_messages_travel_on_one_connection() throws SubmissionFailure {
        for (int i = 0; i < 100; i++) {
            submissions.submit(Port.SUBMISSION);
        }

        assertThat(submissions.relay.mails()).hasSize(100);
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(1);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().reused()).isEqualTo(99);
        assertThat(submissions.relay.dialogue(Port.SUBMISSION)).doesNotContain("NOOP", "RSET");
    }

    @Test
    void a_connection_takes_its_leave_after_so_many_messages() throws SubmissionFailure {
        submissions.set("waypost.delivery.messages-per-connection", "3");

        for (int i = 0; i < 7; i++) {
            submissions.submit(Port.SUBMISSION);
        }

        submissions.relay.await("two QUITs", r -> quits() == 2, SOON);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().opened()).isEqualTo(3);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().discarded(Discard.MESSAGES))
                .isEqualTo(2);
    }

    @Test
    void an_idle_connection_takes_its_leave() throws SubmissionFailure {
        submissions.set("waypost.delivery.idle-timeout", "50ms");
        submissions.submit(Port.SUBMISSION);

        submissions.relay.await("QUIT", r -> quits() == 1, SOON);
        await().atMost(SOON)
                .until(() -> submissions.over(Port.SUBMISSION).pool().counts().openNow() == 0);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().discarded(Discard.IDLE))
                .isEqualTo(1);
    }

    @Test
    void a_connection_that_the_relay_closed_meanwhile_costs_nothing() throws SubmissionFailure {
        submissions.submit(Port.SUBMISSION);
        submissions.relay.on(Port.SUBMISSION).dropConnections();
        submissions.relay.await("its end", r -> r.openConnections(Port.SUBMISSION) == 0, SOON);

        submissions.submit(Port.SUBMISSION);

        assertThat(submissions.relay.mails()).hasSize(2);
    }

    @Test
    void a_reused_connection_that_dies_before_any_reply_is_tried_once_afresh()
            throws SubmissionFailure {
        submissions.submit(Port.SUBMISSION);
        submissions.relay.on(Port.SUBMISSION).closeAt("MAIL").times(1);

        RelayMessage message = submissions.submit(Port.SUBMISSION);

        assertThat(message.report().reused()).isFalse();
        assertThat(submissions.relay.mails()).hasSize(2);
    }

    @Test
    void a_421_that_was_waiting_is_not_the_next_messages_fault() throws SubmissionFailure {
        submissions.submit(Port.SUBMISSION);
        submissions
                .relay
                .on(Port.SUBMISSION)
                .whenCommand("MAIL")
                .replyAndClose("421 4.4.2 idle")
                .times(1);

        submissions.submit(Port.SUBMISSION);

        assertThat(submissions.relay.mails()).hasSize(2);
    }

    @Test
    void a_fresh_connection_that_dies_at_mail_is_reported() {
        submissions.relay.on(Port.SUBMISSION).closeAt("MAIL");

        assertThat(submissions.trouble(Port.SUBMISSION).symptom()).isEqualTo(Symptom.CLOSED);
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(1);
    }

    @Test
    void after_the_final_dot_nothing_is_tried_again() throws SubmissionFailure {
        submissions.submit(Port.SUBMISSION);
        submissions.relay.on(Port.SUBMISSION).closeAfterDot().times(1);

        SubmissionFailure failure = submissions.failure(Port.SUBMISSION, Submissions.aMessage());

        assertThat(failure.trouble().phase()).isEqualTo(Phase.END_OF_DATA);
        assertThat(submissions.relay.mails()).hasSize(2);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().discarded(Discard.BROKEN))
                .isEqualTo(1);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().openNow()).isZero();
    }

    @Test
    void many_threads_share_few_connections() throws Exception {
        submissions.set("waypost.delivery.connections", "4");
        List<Future<?>> sending = new ArrayList<>();

        for (int i = 0; i < 64; i++) {
            sending.add(
                    submissions.beside(
                            () -> {
                                for (int n = 0; n < 10; n++) {
                                    submissions
                                            .over(Port.SUBMISSION)
                                            .submit(Submissions.aMessage().mail(), Lane.NORMAL);
                                }
                                return null;
                            }));
        }
        for (Future<?> sender : sending) {
            sender.get();
        }

        assertThat(submissions.relay.mails()).hasSize(640);
        assertThat(submissions.relay.peakConnections(Port.SUBMISSION)).isLessThanOrEqualTo(4);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().leasedNow()).isZero();
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().openNow())
                .isEqualTo(submissions.relay.openConnections(Port.SUBMISSION));
    }

    @Test
    void every_lease_comes_back_when_everything_fails() throws Exception {
        submissions.set("waypost.delivery.connections", "2");
        submissions.relay.onAllPorts().closeAfterDot().times(20);
        submissions.relay.onAllPorts().greet("554 5.7.1 no").times(20);
        List<Future<?>> sending = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            sending.add(
                    submissions.beside(
                            () -> submissions.failure(Port.SUBMISSION, Submissions.aMessage())));
        }
        for (Future<?> sender : sending) {
            sender.get();
        }

        PacedConnections connections = submissions.over(Port.SUBMISSION);
        assertThat(connections.pool().counts().leasedNow()).isZero();
        assertThat(connections.pool().counts().openNow()).isZero();
        submissions.relay.onAllPorts().clearRules();
        submissions.submit(Port.SUBMISSION);
        assertThat(connections.pool().counts().openNow()).isEqualTo(1);
    }

    @Test
    void waiting_for_a_connection_has_an_end_that_does_not_blame_the_port() throws Exception {
        submissions
                .set("waypost.delivery.connections", "1")
                .set("waypost.delivery.timeout.command", "300ms");
        CountDownLatch circuit = new CountDownLatch(1);
        submissions.relay.on(Port.SUBMISSION).afterDot().reply("250 2.0.0 ok").holdUntil(circuit);
        Future<RelayMessage> slow = submissions.beside(() -> submissions.submit(Port.SUBMISSION));
        submissions.relay.await("the dot", r -> r.mailCount() == 1, SOON);

        SubmissionFailure failure = submissions.failure(Port.SUBMISSION, Submissions.aMessage());
        circuit.countDown();

        assertThat(failure.trouble().symptom()).isEqualTo(Symptom.NO_CONNECTION_FREE);
        assertThat(slow.get().report()).isNotNull();
    }

    @Test
    void closing_lets_the_message_under_way_through() throws Exception {
        CountDownLatch circuit = new CountDownLatch(1);
        submissions.relay.on(Port.SUBMISSION).afterDot().reply("250 2.0.0 ok").holdUntil(circuit);
        Future<RelayMessage> slow = submissions.beside(() -> submissions.submit(Port.SUBMISSION));
        submissions.relay.await("the dot", r -> r.mailCount() == 1, SOON);

        submissions.accounts().close();
        circuit.countDown();

        assertThat(slow.get().report().reply().code()).isEqualTo(250);
        submissions.relay.await("QUIT", r -> quits() == 1, SOON);
    }

    @Test
    void a_probe_opens_a_connection_for_the_next_message() throws SubmissionFailure {
        submissions.over(Port.IMPLICIT_TLS).probe(ConnectionRequest.ofProbe(System.nanoTime()));

        submissions.submit(Port.IMPLICIT_TLS);

        assertThat(submissions.relay.connections(Port.IMPLICIT_TLS)).isEqualTo(1);
    }

    @Test
    void mails_wait_for_an_open_connection_where_the_relay_takes_no_more() throws Exception {
        submissions.set("waypost.delivery.messages-per-connection", "40");
        submissions.relay.on(Port.SUBMISSION).limitConnections(3);
        List<Future<?>> sending = new ArrayList<>();

        for (int i = 0; i < 32; i++) {
            sending.add(
                    submissions.beside(
                            () -> {
                                for (int n = 0; n < 10; n++) {
                                    submissions.submit(Port.SUBMISSION);
                                }
                                return null;
                            }));
        }
        for (Future<?> sender : sending) {
            sender.get();
        }

        assertThat(submissions.relay.mails()).hasSize(320);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().leasedNow()).isZero();
        assertThat(submissions.relay.connections(Port.SUBMISSION))
                .as("a few that were turned away, and those that changed after 40 messages")
                .isLessThanOrEqualTo(16 + 15 + 320 / 40);
    }

    @Test
    void a_relay_that_takes_no_connection_at_all_is_trouble_of_the_port() throws Exception {
        submissions.relay.on(Port.SUBMISSION).limitConnections(0);
        List<Future<SubmissionFailure>> sending = new ArrayList<>();

        for (int i = 0; i < 32; i++) {
            sending.add(
                    submissions.beside(
                            () -> submissions.failure(Port.SUBMISSION, Submissions.aMessage())));
        }

        for (Future<SubmissionFailure> failure : sending) {
            assertThat(failure.get().trouble().phase()).isEqualTo(Phase.GREETING);
            assertThat(failure.get().trouble().reply().code()).isEqualTo(421);
        }
        submissions.relay.on(Port.SUBMISSION).reset();
        submissions.submit(Port.SUBMISSION);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().leasedNow()).isZero();
    }

    private long quits() {
        return submissions.relay.dialogue(Port.SUBMISSION).stream().filter("QUIT"::equals).count();
    }
}
