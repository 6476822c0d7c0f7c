package dev.waypost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.smtp.ReplyText;
import dev.waypost.smtp.SmtpReply;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    private static final long MINUTE = 60_000_000_000L;

    @Test
    void lines_are_joined_and_their_enhanced_code_kept_once() throws IOException {
        SmtpReply reply = read("550-5.1.1 No such user\r\n550-5.1.1 here.\r\n550 5.1.1 Bye\r\n");

        assertThat(reply).hasToString("550 5.1.1 No such user here. Bye");
    }

    @Test
    void replies_in_one_segment_are_told_apart() throws IOException {
        ReplyReader reader = reader("250 one\r\n354 two\r\n", false);

        assertThat(reader.read(soon())).containsExactly("250 one");
        assertThat(reader.hasUnreadBytes()).isTrue();
        assertThat(reader.read(soon())).containsExactly("354 two");
        assertThat(reader.hasUnreadBytes()).isFalse();
    }

    @Test
    void a_reply_may_drip_in_byte_by_byte() throws IOException {
        ReplyReader reader = reader("250-2.0.0 grüße\r\n250 2.0.0 ok\r\n", true);

        assertThat(ReplyText.joined(reader.read(soon()))).hasToString("250 2.0.0 grüße ok");
    }

    @Test
    void dripping_does_not_put_off_the_deadline() {
        ReplyReader reader = reader("250 endless", true);

        assertThatThrownBy(() -> reader.read(System.nanoTime()))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"250\r\n", "250 \r\n", "250 ok\n"})
    void bare_codes_and_bare_line_feeds_are_taken(String reply) throws IOException {
        assertThat(read(reply).code()).isEqualTo(250);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "25\r\n",
                "2500 ok\r\n",
                "650 ok\r\n",
                "100 ok\r\n",
                "HTTP/1.1 400\r\n"
            })
    void what_is_no_reply_is_garbled(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ReplyReader.Garbled.class);
    }

    @Test
    void an_end_within_a_reply_is_an_end() {
        assertThatThrownBy(() -> read("250-half\r\n25")).isInstanceOf(EOFException.class);
    }

    private static SmtpReply read(String text) throws IOException {
        return ReplyText.joined(reader(text, false).read(soon()));
    }

    private static long soon() {
        return System.nanoTime() + MINUTE;
    }

    private static ReplyReader reader(String text, boolean dripping) {
        InputStream bytes =
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
                    @Override
                    public synchronized int read(byte[] into, int from, int length) {
                        return super.read(into, from, dripping ? 1 : length);
                    }
                };
        return new ReplyReader(new Socket(), bytes);
    }
}
