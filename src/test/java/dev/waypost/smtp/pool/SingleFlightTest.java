package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.client.RelayConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final AtomicLong nanos = new AtomicLong();
    private final SingleFlight login = SingleFlight.ofLogin(nanos::get);
    private final AtomicInteger tries = new AtomicInteger();
    private final ExecutorService mails = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        mails.shutdownNow();
    }

    @Test
    void a_wrong_password_is_tried_twice_however_many_mails_wait() throws Exception {
        List<Callable<Object>> all = new ArrayList<>();
        for (int mail = 0; mail < 64; mail++) {
            all.add(() -> prove(this::refused));
        }

        List<Future<Object>> outcomes = mails.invokeAll(all);

        assertThat(tries).hasValue(2);
        for (Future<Object> outcome : outcomes) {
            assertThatThrownBy(outcome::get).hasCauseInstanceOf(SubmissionFailure.class);
        }
    }

    @Test
    void a_refusal_that_the_confirming_try_does_not_confirm_is_nobodys_business() throws Exception {
        assertThatThrownBy(() -> prove(this::refused)).isInstanceOf(SubmissionFailure.class);
        prove(this::accepted);
        assertThatThrownBy(() -> prove(this::refused)).isInstanceOf(SubmissionFailure.class);

        prove(this::accepted);

        assertThat(tries).hasValue(4);
    }

    @Test
    void a_confirmed_refusal_holds_for_a_minute_and_then_costs_one_more() {
        assertThatThrownBy(() -> prove(this::refused)).isInstanceOf(SubmissionFailure.class);
        assertThatThrownBy(() -> prove(this::refused)).isInstanceOf(SubmissionFailure.class);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThatThrownBy(() -> prove(this::accepted)).isInstanceOf(SubmissionFailure.class);
        assertThat(tries).hasValue(2);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThatThrownBy(() -> prove(this::refused)).isInstanceOf(SubmissionFailure.class);
        assertThatThrownBy(() -> prove(this::refused)).isInstanceOf(SubmissionFailure.class);
        assertThat(tries).hasValue(3);
    }

    @Test
    void who_began_before_a_refusal_learns_of_it_however_late_it_comes() {
        long since = nanos.get();
        nanos.incrementAndGet();
        assertThatThrownBy(() -> prove(this::refused)).isInstanceOf(SubmissionFailure.class);
        assertThatThrownBy(() -> prove(this::refused)).isInstanceOf(SubmissionFailure.class);
        nanos.addAndGet(Duration.ofHours(1).toNanos());

        assertThatThrownBy(() -> fly(request(since, false), this::accepted))
                .isInstanceOf(SubmissionFailure.class);

        assertThat(tries).hasValue(2);
    }

    @Test
    void a_probe_that_is_let_in_clears_the_refusal_for_every_port() throws Exception {
        assertThatThrownBy(() -> prove(this::refused)).isInstanceOf(SubmissionFailure.class);
        assertThatThrownBy(() -> prove(this::refused)).isInstanceOf(SubmissionFailure.class);

        insist(this::accepted);
        prove(this::accepted);

        assertThat(tries).hasValue(4);
    }

    @Test
    void probes_of_one_round_learn_from_each_other() {
        long round = nanos.get();
        nanos.incrementAndGet();

        for (int port = 0; port < 3; port++) {
            assertThatThrownBy(() -> fly(request(round, true), this::refused))
                    .isInstanceOf(SubmissionFailure.class);
        }

        assertThat(tries).hasValue(1);
    }

    @Test
    void a_login_that_is_not_answered_holds_up_another_for_a_moment_only() throws Exception {
        CountDownLatch silent = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        mails.submit(
                () ->
                        prove(
                                () -> {
                                    asked.countDown();
                                    awaitQuietly(silent);
                                    shut();
                                }));
        asked.await();

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        Future<Object> another = mails.submit(() -> prove(this::accepted));

        assertThat(another).succeedsWithin(Duration.ofSeconds(20));
        silent.countDown();
    }

    @Test
    void no_third_try_begins_while_two_are_not_answered() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(2);
        List<Future<Object>> all = new ArrayList<>();
        for (int mail = 0; mail < 8; mail++) {
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            all.add(
                    mails.submit(
                            () ->
                                    prove(
                                            () -> {
                                                asked.countDown();
                                                awaitQuietly(answer);
                                                refused();
                                            })));
        }
        asked.await();

        answer.countDown();

        for (Future<Object> each : all) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(SubmissionFailure.class);
        }
        assertThat(tries).hasValue(2);
    }

    @Test
    void those_who_waited_for_the_proof_log_in_side_by_side() throws Exception {
        CountDownLatch proving = new CountDownLatch(1);
        CountDownLatch letIn = new CountDownLatch(1);
        CyclicBarrier sideBySide = new CyclicBarrier(2);
        mails.submit(
                () ->
                        prove(
                                () -> {
                                    proving.countDown();
                                    awaitQuietly(letIn);
                                    accepted();
                                }));
        proving.await();

        Callable<Object> besideAnother = () -> prove(() -> meet(sideBySide));
        Future<Object> second = mails.submit(besideAnother);
        Future<Object> third = mails.submit(besideAnother);
        letIn.countDown();

        assertThat(second).succeedsWithin(Duration.ofSeconds(20));
        assertThat(third).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void trouble_of_the_port_says_nothing_about_the_login() {
        assertThatThrownBy(() -> prove(this::shut)).isInstanceOf(SubmissionFailure.class);
        assertThatThrownBy(() -> prove(this::shut)).isInstanceOf(SubmissionFailure.class);
        assertThatThrownBy(() -> prove(this::shut)).isInstanceOf(SubmissionFailure.class);

        assertThat(tries).hasValue(3);
    }

    private Object prove(RelayConnector.LogIn attempt) throws SubmissionFailure {
        fly(request(nanos.get(), false), attempt);
        return "";
    }

    private void insist(RelayConnector.LogIn attempt) throws SubmissionFailure {
        fly(request(nanos.get(), true), attempt);
    }

    private void fly(ConnectionRequest request, RelayConnector.LogIn attempt)
            throws SubmissionFailure {
        try (SingleFlight.Try turn = login.begin(request)) {
            try {
                attempt.logIn();
            } catch (SubmissionFailure e) {
                if (e.isRefusedLogin()) {
                    turn.failed(e);
                }
                throw e;
            }
            turn.succeeded();
        }
    }

    private static ConnectionRequest request(long since, boolean insistent) {
        return new ConnectionRequest() {
            @Override
            public long since() {
                return since;
            }

            @Override
            public boolean isInsistent() {
                return insistent;
            }
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void meet(CyclicBarrier others) {
        try {
            others.await(15, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("nobody else logged in meanwhile", e);
        }
    }

    private void accepted() {
        tries.incrementAndGet();
    }

    private void refused() throws SubmissionFailure {
        tries.incrementAndGet();
        throw new SubmissionFailure(
                Trouble.reply(Phase.AUTH, SmtpReply.of(535, "5.7.8 no")), List.of(), null);
    }

    private void shut() throws SubmissionFailure {
        tries.incrementAndGet();
        throw new SubmissionFailure(
                Trouble.of(Phase.AUTH, Symptom.TIMEOUT, "silent"), List.of(), null);
    }
}
