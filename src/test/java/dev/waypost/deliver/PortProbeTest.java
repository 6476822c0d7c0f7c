package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.TestClock;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Reason;
import dev.waypost.classify.ReplyRules;
import dev.waypost.compose.Envelope;
import dev.waypost.config.Waiting;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.RelayCircuit.State;
import dev.waypost.relay.Port;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.Secret;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.pool.Submissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real relay: what a probe finds out at one port waits for none of the others. */
class PortProbeTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestClock clock = new TestClock();
    private final Submissions submissions = new Submissions();
    private final OutcomeClassifier classifier = new OutcomeClassifier(ReplyRules.none());
    private final PortHealth health =
            new PortHealth(clock::nanoTime, Duration.ofMillis(1), Duration.ofMillis(1));
    private final RelayCircuit circuit =
            new RelayCircuit(
                    List.of(Duration.ofHours(1)),
                    new RelayPause(clock, clock::nanoTime),
                    clock,
                    clock::nanoTime);
    private final PortFailover failover =
            new PortFailover(health, new RefusalBreaker(50, 0.8), classifier, clock::nanoTime);
    private RelayAccounts pools;
    private PortProbe probe;

    @TempDir Path folder;

    @BeforeEach
    void threePorts() throws Exception {
        submissions.relay.login("shop", "secret");
        Envelope envelope = new Envelope("<a@b>", "a@b", List.of("c@d"), new byte[0], false);
        AttemptLog log = new AttemptLog(envelope, envelope.recipients());
        for (Port port : Port.values()) {
            boolean implicitTls = port == Port.IMPLICIT_TLS;
            int number = submissions.relay.number(port);
            failover.admit(
                    log,
                    new SubmissionPort(port.name(), submissions.relay.host(), number, implicitTls));
        }
    }

    @AfterEach
    void stop() {
        probe.close();
        if (pools != null) {
            pools.close();
        }
        submissions.close();
    }

    @Test
    void a_port_that_hangs_does_not_keep_an_unreachable_relay_shut() throws IOException {
        submissions.relay.on(Port.SUBMISSION).silentAt("EHLO");
        submissions.relay.on(Port.IMPLICIT_TLS).refuseConnections();
        circuit.unreachable(failed(Trouble.of(Phase.CONNECT, Symptom.REFUSED, "")));
        clock.advance(Duration.ofSeconds(5));

        probing("secret");

        await().atMost(SOON).until(() -> circuit.view().state() == State.RUNNING);
        assertThat(submissions.relay.logins()).containsExactly("shop");
        submissions.relay.on(Port.SUBMISSION).dropConnections();
    }

    @Test
    void a_changed_password_is_tried_though_a_probe_with_the_old_one_hangs() throws IOException {
        submissions.relay.on(Port.SUBMISSION).silentAt("AUTH");
        submissions.relay.on(Port.ALTERNATE).refuseConnections();
        submissions.relay.on(Port.IMPLICIT_TLS).refuseConnections();
        circuit.halt(failed(Trouble.reply(Phase.AUTH, SmtpReply.of(535, "5.7.8 no"))));
        clock.advance(Duration.ofHours(1));
        probing("wrong");
        submissions.relay.await("AUTH", r -> auths(Port.SUBMISSION) == 1, SOON);

        submissions.relay.on(Port.ALTERNATE).open();
        Files.writeString(folder.resolve("password"), "secret");

        await().atMost(SOON).until(() -> circuit.view().state() == State.RUNNING);
        assertThat(submissions.relay.logins()).containsExactly("shop");
        submissions.relay.on(Port.SUBMISSION).dropConnections();
    }

    @Test
    void a_wrong_password_costs_one_refusal_for_all_ports() throws IOException {
        circuit.halt(failed(Trouble.reply(Phase.AUTH, SmtpReply.of(535, "5.7.8 no"))));
        clock.advance(Duration.ofHours(1));

        probing("wrong");

        await().atMost(SOON).until(() -> !circuit.isDueForProbe());
        assertThat(circuit.view().state()).isEqualTo(State.HALTED);
        await().atMost(SOON).until(() -> submissions.relay.badLogins().size() == 1);
    }

    @Test
    void a_postponed_port_that_hangs_does_not_keep_another_postponed() throws IOException {
        submissions.relay.on(Port.SUBMISSION).silentAt("STARTTLS");
        health.failed(Port.SUBMISSION.name(), Reason.PORT_REFUSED);
        health.failed(Port.ALTERNATE.name(), Reason.PORT_REFUSED);
        clock.advance(Duration.ofSeconds(1));

        probing("secret");

        await().atMost(SOON).until(() -> health.postponed(Port.ALTERNATE.name()).isEmpty());
        assertThat(health.postponed(Port.SUBMISSION.name()))
                .map(PortHealth.Postponed::reason)
                .contains(Reason.PORT_REFUSED);
        submissions.relay.on(Port.SUBMISSION).dropConnections();
    }

    @Test
    void the_login_of_the_relay_is_said_to_no_other_host() throws Exception {
        submissions.relay.on(Port.SUBMISSION).refuseConnections();
        health.failed(Port.ALTERNATE.name(), Reason.PORT_REFUSED);
        clock.advance(Duration.ofSeconds(1));

        probing("secret", "smtp.example.org");

        await().atMost(SOON).until(() -> health.postponed(Port.ALTERNATE.name()).isEmpty());
        assertThat(auths(Port.ALTERNATE)).isZero();
    }

    @Test
    void a_probe_that_ends_with_an_error_comes_again() throws IOException {
        AtomicInteger errors = new AtomicInteger();
        pools =
                new RelayAccounts(
                        submissions.config(), new OutcomeClassifier(ReplyRules.shipped())) {
                    @Override
                    public PacedConnections to(RelayTarget target) {
                        if (errors.getAndIncrement() < 3) {
                            throw new NoClassDefFoundError("a planted one");
                        }
                        return super.to(target);
                    }
                };
        circuit.unreachable(failed(Trouble.of(Phase.CONNECT, Symptom.REFUSED, "")));
        clock.advance(Duration.ofSeconds(5));

        probing("secret");

        await().atMost(SOON).until(() -> errors.get() == 3 && !circuit.isDueForProbe());
        assertThat(circuit.view().state()).isEqualTo(State.UNREACHABLE);
        clock.advance(Duration.ofSeconds(5));
        await().atMost(SOON).until(() -> circuit.view().state() == State.RUNNING);
    }

    @Test
    void a_race_that_waits_for_its_secret_is_under_way_already() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        circuit.unreachable(failed(Trouble.of(Phase.CONNECT, Symptom.REFUSED, "")));
        clock.advance(Duration.ofSeconds(5));

        probing(
                new RelayLogin(login("secret", submissions.relay.host())) {
                    @Override
                    public Secret secret() {
                        if (Thread.currentThread().getName().equals("waypost-port-race")) {
                            asked.countDown();
                            awaitUninterruptibly(answered);
                        }
                        return super.secret();
                    }
                });

        await().atMost(SOON).until(() -> asked.getCount() == 0);
        assertThat(probe.isProbing()).isTrue();
        answered.countDown();
        await().atMost(SOON).until(() -> circuit.view().state() == State.RUNNING);
        await().atMost(SOON).until(() -> !probe.isProbing());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void probing(String password) throws IOException {
        probing(password, submissions.relay.host());
    }

    private void probing(String password, String relay) throws IOException {
        probing(new RelayLogin(login(password, relay)));
    }

    private WaypostConfig login(String password, String relay) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), password);
        return Submissions.config(
                Map.of(
                        "waypost.relay.host",
                        relay,
                        "waypost.relay.username",
                        "shop",
                        "waypost.relay.password-file",
                        file.toString()));
    }

    private void probing(RelayLogin login) {
        probe =
                new PortProbe(
                        failover,
                        health,
                        circuit,
                        new Probes(
                                failover,
                                health,
                                circuit,
                                pools == null ? submissions.accounts() : pools,
                                login,
                                classifier),
                        new PortNews(failover, health, clock),
                        login,
                        classifier,
                        submissions.config(),
                        System::nanoTime,
                        Waiting.REAL);
        probe.start();
    }

    private Exception failed(Trouble trouble) {
        return OutcomeClassifier.failure(classifier.classify(trouble));
    }

    private long auths(Port port) {
        return submissions.relay.dialogue(port).stream()
                .filter(line -> line.startsWith("AUTH"))
                .count();
    }
}
