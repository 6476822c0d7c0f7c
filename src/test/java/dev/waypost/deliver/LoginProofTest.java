package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waypost.classify.Phase;
import dev.waypost.classify.SmtpReply;
import dev.waypost.classify.Symptom;
import dev.waypost.classify.Trouble;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoginProofTest {

    private final LoginProof login = new LoginProof();
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void a_wrong_password_is_tried_twice_however_many_mails_wait() throws Exception {
        ExecutorService mails = Executors.newFixedThreadPool(16);
        List<Callable<Object>> all = new ArrayList<>();
        for (int mail = 0; mail < 64; mail++) {
            all.add(() -> login.open(this::refused));
        }

        List<Future<Object>> outcomes = mails.invokeAll(all);
        mails.shutdown();

        assertThat(tries).hasValue(2);
        for (Future<Object> outcome : outcomes) {
            assertThatThrownBy(outcome::get).hasCauseInstanceOf(SubmissionFailure.class);
        }
    }

    @Test
    void a_refusal_that_the_confirming_try_does_not_confirm_is_nobodys_business() throws Exception {
        login.open(() -> tries.get() == 0 ? refused() : accepted());

        assertThat(tries).hasValue(2);
    }

    @Test
    void a_probe_that_is_let_in_clears_the_refusal_for_every_port() throws Exception {
        assertThatThrownBy(() -> login.open(this::refused)).isInstanceOf(SubmissionFailure.class);

        login.probe(this::accepted);
        login.open(this::accepted);

        assertThat(tries).hasValue(4);
    }

    @Test
    void a_probe_tries_once() {
        assertThatThrownBy(() -> login.probe(this::refused)).isInstanceOf(SubmissionFailure.class);

        assertThat(tries).hasValue(1);
    }

    @Test
    void a_probe_that_hangs_at_a_shut_port_holds_up_nobody_at_another() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch shut = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        threads.submit(
                () ->
                        login.probe(
                                () -> {
                                    hanging.countDown();
                                    awaitQuietly(shut);
                                    return shut();
                                }));
        hanging.await();

        Future<RelayTransport> mail = threads.submit(() -> login.open(this::accepted));

        assertThat(mail).succeedsWithin(Duration.ofSeconds(5));
        shut.countDown();
        threads.shutdown();
    }

    @Test
    void those_who_waited_for_the_proof_open_side_by_side() throws Exception {
        CountDownLatch proving = new CountDownLatch(1);
        CountDownLatch letIn = new CountDownLatch(1);
        CyclicBarrier sideBySide = new CyclicBarrier(2);
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        ExecutorService first = Executors.newSingleThreadExecutor();
        ExecutorService others =
                Executors.newFixedThreadPool(
                        2,
                        work -> {
                            waiting.add(new Thread(work));
                            return waiting.get(waiting.size() - 1);
                        });
        first.submit(
                () ->
                        login.open(
                                () -> {
                                    proving.countDown();
                                    awaitQuietly(letIn);
                                    return accepted();
                                }));
        proving.await();

        Callable<RelayTransport> besideAnother =
                () ->
                        login.open(
                                () -> {
                                    meet(sideBySide);
                                    return accepted();
                                });
        Future<RelayTransport> second = others.submit(besideAnother);
        Future<RelayTransport> third = others.submit(besideAnother);
        await().until(() -> waiting.stream().allMatch(mail -> mail.getState() == State.WAITING));
        letIn.countDown();

        assertThat(second).succeedsWithin(Duration.ofSeconds(10));
        assertThat(third).succeedsWithin(Duration.ofSeconds(10));
        first.shutdown();
        others.shutdown();
    }

    @Test
    void trouble_of_the_port_says_nothing_about_the_login() {
        assertThatThrownBy(() -> login.open(this::shut)).isInstanceOf(SubmissionFailure.class);
        assertThatThrownBy(() -> login.open(this::shut)).isInstanceOf(SubmissionFailure.class);

        assertThat(tries).hasValue(2);
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
            others.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("nobody else opened meanwhile", e);
        }
    }

    private RelayTransport accepted() {
        tries.incrementAndGet();
        return null;
    }

    private RelayTransport refused() throws SubmissionFailure {
        tries.incrementAndGet();
        throw new SubmissionFailure(
                Trouble.reply(Phase.AUTH, SmtpReply.of(535, "5.7.8 no")), List.of(), null);
    }

    private RelayTransport shut() throws SubmissionFailure {
        tries.incrementAndGet();
        throw new SubmissionFailure(
                Trouble.of(Phase.CONNECT, Symptom.REFUSED, "refused"), List.of(), null);
    }
}
