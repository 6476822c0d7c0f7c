package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.relay.Port;
import dev.waypost.smtp.SubmissionFailure;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The relay has the message as it was composed, byte for byte. */
class ByteExactTest {

    private static final Submissions SUBMISSIONS = new Submissions();

    @AfterAll
    static void stop() {
        SUBMISSIONS.close();
    }

    static Stream<String> messages() {
        return Stream.of(
                "",
                "\r\n",
                ".\r\n",
                "..\r\n",
                "...\r\n.\r\n..x\r\n",
                "Subject: x\r\n\r\n.leading\r\nin.side\r\ntrailing.\r\n.\r\nend\r\n",
                "Subject: x\r\n\r\nGrüße, 你好 🚀\r\n",
                "Subject: x\r\n\r\n" + "x".repeat(998) + "\r\n",
                "Subject: x\r\n\r\n" + ".".repeat(998) + "\r\n",
                ".\r\n".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messages_arrive_as_they_are(String message) throws SubmissionFailure {
        assertThat(arrived(Submissions.text(message))).isEqualTo(Submissions.text(message));
    }

    @Test
    void a_missing_last_line_end_is_added() throws SubmissionFailure {
        assertThat(arrived(Submissions.text("x"))).isEqualTo(Submissions.text("x\r\n"));
    }

    @Test
    void every_length_around_a_block_arrives() throws SubmissionFailure {
        for (int length = 16 * 1024 - 12; length <= 16 * 1024 + 4; length++) {
            byte[] message = Submissions.text("x".repeat(length) + "\r\n");

            assertThat(arrived(message)).isEqualTo(message);
        }
    }

    @Test
    void a_line_that_begins_with_a_dot_arrives_wherever_a_block_ends() throws SubmissionFailure {
        for (int lineStart = 16 * 1024 - 3; lineStart <= 16 * 1024 + 3; lineStart++) {
            byte[] message = Submissions.text("x".repeat(lineStart - 2) + "\r\n..x\r\n.\r\n");

            assertThat(arrived(message)).isEqualTo(message);
        }
    }

    @Test
    void a_mebibyte_of_anything_arrives() throws SubmissionFailure {
        Random random = new Random(7);
        byte[] message = new byte[1 << 20];
        for (int i = 0; i < message.length; i += 64) {
            for (int j = i; j < i + 62; j++) {
                message[j] = (byte) (random.nextInt(8) == 0 ? '.' : 128 + random.nextInt(128));
            }
            message[i + 62] = '\r';
            message[i + 63] = '\n';
        }

        assertThat(arrived(message)).isEqualTo(message);
    }

    @Test
    void a_dot_behind_a_bare_line_feed_cannot_end_the_message() throws SubmissionFailure {
        SUBMISSIONS.relay.forget();
        SUBMISSIONS.submit(
                Port.SUBMISSION,
                Submissions.aMessage(Submissions.text("x\n.\r\nMAIL FROM:<evil@x.org>\r\n")));

        assertThat(SUBMISSIONS.relay.mails()).hasSize(1);
        assertThat(SUBMISSIONS.relay.mails().get(0).source()).contains("evil");
    }

    private static byte[] arrived(byte[] message) throws SubmissionFailure {
        SUBMISSIONS.relay.forget();
        SUBMISSIONS.submit(Port.SUBMISSION, Submissions.aMessage(message));
        return SUBMISSIONS.relay.mails().get(0).message();
    }
}
