package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.classify.Phase;
import dev.waypost.classify.Symptom;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WriteWatchTest {

    @Test
    void a_write_that_nobody_reads_ends_in_its_time() throws Exception {
        WriteWatch watch = new WriteWatch();
        PhaseTimeouts timeouts =
                new PhaseTimeouts(
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
}
