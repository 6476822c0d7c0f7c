package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.waypost.camel.RelayMessage;
import dev.waypost.relay.Port;
import dev.waypost.relay.Rule;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A port that says nothing holds up as few mails as can be. */
class SilentPortTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Submissions submissions = new Submissions();

    @AfterEach
    void stop() {
        submissions.close();
    }

    @Test
    void of_many_mails_at_a_start_one_knocks_and_all_learn_from_it() throws Exception {
        submissions.relay.on(Port.SUBMISSION).blackhole();
        List<Future<SubmissionFailure>> failures = new ArrayList<>();
        List<Thread> asking = new CopyOnWriteArrayList<>();

        for (int i = 0; i < 64; i++) {
            failures.add(
                    submissions.beside(
                            () -> {
                                asking.add(Thread.currentThread());
                                return failure();
                            }));
        }
        await("one reads from the socket, the others wait for what comes of it")
                .atMost(SOON)
                .until(() -> asking.stream().filter(SilentPortTest::waits).count() == 63);
        submissions.relay.await("a knock", r -> r.connections(Port.SUBMISSION) > 0, SOON);
        submissions.relay.on(Port.SUBMISSION).dropConnections();

        for (Future<SubmissionFailure> failure : failures) {
            assertThat(failure.get().trouble().phase()).isEqualTo(Phase.GREETING);
        }
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(1);
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void a_mail_that_comes_before_the_news_of_a_timeout_does_not_wait_for_another() {
        submissions.set("waypost.delivery.timeout.greeting", "300ms");
        submissions.relay.on(Port.SUBMISSION).blackhole();

        SubmissionFailure first = failure();
        SubmissionFailure next = failure();

        assertThat(next.trouble()).isEqualTo(first.trouble());
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(1);
    }

    @Test
    void a_probe_that_got_through_is_news_of_its_own() throws SubmissionFailure {
        submissions.set("waypost.delivery.timeout.greeting", "300ms");
        submissions.relay.on(Port.SUBMISSION).blackhole().times(1);
        failure();

        submissions.over(Port.SUBMISSION).probe(ConnectionRequest.ofProbe(System.nanoTime()));

        submissions.relay.on(Port.SUBMISSION).dropConnections();
        submissions.submit(Port.SUBMISSION);
    }

    @Test
    void where_one_got_through_the_others_open_side_by_side() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        submissions.submit(Port.SUBMISSION);
        submissions.relay.onAllPorts().greet("220 localhost").holdUntil(hold);
        submissions.relay.onAllPorts().afterDot().reply("250 2.0.0 ok").holdUntil(hold);
        List<Future<RelayMessage>> sending = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            sending.add(submissions.beside(() -> submissions.submit(Port.SUBMISSION)));
        }
        submissions.relay.await(
                "one carries, seven are greeted at once",
                r -> r.openConnections(Port.SUBMISSION) == 8,
                SOON);
        hold.countDown();

        for (Future<RelayMessage> sent : sending) {
            assertThat(sent.get().report().reply().code()).isEqualTo(250);
        }
    }

    @Test
    void who_waits_for_a_connection_of_a_port_that_fell_silent_goes_on() throws Exception {
        submissions
                .set("waypost.delivery.connections", "1")
                .set("waypost.delivery.timeout.greeting", "300ms");
        submissions.relay.on(Port.SUBMISSION).silentAt("MAIL");
        Future<SubmissionFailure> stuck = submissions.beside(this::failure);
        submissions.relay.await("MAIL", r -> mails() == 1, SOON);

        SubmissionFailure failure = failure();

        assertThat(failure.trouble().phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure.trouble().symptom()).isEqualTo(Symptom.TIMEOUT);
        assertThat(stuck.isDone()).isFalse();
        submissions.relay.on(Port.SUBMISSION).dropConnections();
        stuck.get();
    }

    @Test
    void who_waits_for_a_reply_before_the_message_goes_on_when_the_port_lets_nobody_in()
            throws Exception {
        Future<SubmissionFailure> stuck = stuckAt("MAIL");

        probeInVain();

        assertThat(stuck).succeedsWithin(SOON);
        assertThat(stuck.get().trouble().phase()).isEqualTo(Phase.MAIL);
        assertThat(stuck.get().trouble().symptom()).isEqualTo(Symptom.TIMEOUT);
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().openNow()).isZero();
    }

    @Test
    void who_waits_for_the_reply_to_the_final_dot_waits_on() throws Exception {
        submissions.set("waypost.delivery.timeout.greeting", "300ms");
        submissions.relay.on(Port.SUBMISSION).silentAfterDot().times(1);
        Future<SubmissionFailure> stuck = submissions.beside(this::failure);
        submissions.relay.await("the message", r -> r.mailCount() == 1, SOON);

        probeInVain();

        submissions.relay.on(Port.SUBMISSION).dropConnections();
        assertThat(stuck.get().trouble().phase()).isEqualTo(Phase.END_OF_DATA);
        assertThat(stuck.get().trouble().symptom()).isEqualTo(Symptom.CLOSED);
    }

    @Test
    void while_the_relay_talks_on_another_connection_nobody_is_given_up() throws Exception {
        submissions.set("waypost.delivery.messages-per-connection", "1000000");
        Future<SubmissionFailure> stuck = stuckAt("MAIL");
        submissions.submit(Port.SUBMISSION);

        submissions.relay.on(Port.SUBMISSION).blackhole();
        Future<?> probe = submissions.beside(this::probe);
        while (!probe.isDone()) {
            submissions.submit(Port.SUBMISSION);
        }

        submissions.relay.on(Port.SUBMISSION).dropConnections();
        assertThat(stuck.get().trouble().symptom()).isEqualTo(Symptom.CLOSED);
    }

    @Test
    void a_probe_looks_though_every_connection_hangs_and_leaves_none_behind() throws Exception {
        submissions.set("waypost.delivery.connections", "1");
        submissions.relay.on(Port.SUBMISSION).silentAt("MAIL").times(1);
        Future<SubmissionFailure> stuck = submissions.beside(this::failure);
        submissions.relay.await("MAIL", r -> mails() == 1, SOON);

        submissions.over(Port.SUBMISSION).probe(ConnectionRequest.ofProbe(System.nanoTime()));

        assertThat(submissions.over(Port.SUBMISSION).pool().counts().openNow()).isEqualTo(1);
        submissions.relay.on(Port.SUBMISSION).dropConnections();
        stuck.get();
    }

    private Future<SubmissionFailure> stuckAt(String command) {
        submissions.set("waypost.delivery.timeout.greeting", "300ms");
        Rule silent = submissions.relay.on(Port.SUBMISSION).silentAt(command).times(1);
        Future<SubmissionFailure> stuck = submissions.beside(this::failure);
        // Heard is not enough: the next one could still be the one that gets no answer.
        await(command).atMost(SOON).until(() -> silent.fired() == 1);
        return stuck;
    }

    private void probeInVain() {
        submissions.relay.on(Port.SUBMISSION).blackhole();
        assertThat(probe().trouble().phase()).isEqualTo(Phase.GREETING);
    }

    private SubmissionFailure probe() {
        return catchThrowableOfType(
                SubmissionFailure.class,
                () ->
                        submissions
                                .over(Port.SUBMISSION)
                                .probe(ConnectionRequest.ofProbe(System.nanoTime())));
    }

    private SubmissionFailure failure() {
        return submissions.failure(Port.SUBMISSION, Submissions.aMessage());
    }

    private long mails() {
        return submissions.relay.dialogue(Port.SUBMISSION).stream()
                .filter(line -> line.startsWith("MAIL"))
                .count();
    }
}
