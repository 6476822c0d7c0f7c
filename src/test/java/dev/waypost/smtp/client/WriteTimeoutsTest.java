package dev.waypost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.waypost.deliver.SmtpSettings;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.pool.Submissions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WriteTimeoutsTest {

    @Test
    void a_write_that_nobody_reads_ends_in_its_time() throws Exception {
        WriteTimeouts watch = new WriteTimeouts();
        PhaseTimeouts timeouts =
                SmtpSettings.timeouts(
                        Submissions.config(
                                        Map.of(
                                                "waypost.relay.host", "localhost",
                                                "waypost.delivery.timeout.block", "200ms"))
                                .delivery()
                                .timeout());
        ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor();
        sweeper.scheduleWithFixedDelay(watch::sweep, 20, 20, TimeUnit.MILLISECONDS);
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(deaf.getInetAddress(), deaf.getLocalPort())) {
            SmtpDialogue dialogue = new SmtpDialogue(socket, watch, timeouts);
            byte[] block = new byte[64 * 1024 * 1024];

            SubmissionFailure failure =
                    catchThrowableOfType(
                            SubmissionFailure.class,
                            () -> dialogue.write(Phase.BODY, block, block.length));

            assertThat(failure.trouble().phase()).isEqualTo(Phase.BODY);
            assertThat(failure.trouble().symptom()).isEqualTo(Symptom.TIMEOUT);
        } finally {
            sweeper.shutdownNow();
        }
    }

    @Test
    void a_connect_that_nobody_answers_ends_when_all_are_abandoned() throws Exception {
        WriteTimeouts watch = new WriteTimeouts();
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket full = new ServerSocket(0, 1, here);
                Socket first = new Socket(here, full.getLocalPort());
                Socket second = new Socket(here, full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            RelayAddresses addresses =
                    new RelayAddresses(
                            here.getHostAddress(), full.getLocalPort(), watch, Network.REAL);
            FutureTask<SubmissionFailure> connecting =
                    new FutureTask<>(
                            () ->
                                    catchThrowableOfType(
                                            SubmissionFailure.class,
                                            () -> addresses.connect(Duration.ofMinutes(5))));
            Thread thread = new Thread(connecting);
            thread.start();
            await().until(() -> isConnecting(thread));

            watch.abandon();

            Trouble trouble = connecting.get(20, TimeUnit.SECONDS).trouble();
            assertThat(trouble.phase()).isEqualTo(Phase.CONNECT);
            assertThat(trouble.symptom()).isEqualTo(Symptom.UNREACHABLE);
        }
    }

    private static boolean isConnecting(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(
                        frame ->
                                frame.getClassName().equals(Socket.class.getName())
                                        && frame.getMethodName().equals("connect"));
    }
}
