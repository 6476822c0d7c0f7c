package dev.waypost.compose;

import static dev.waypost.compose.AnEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that came complete leaves as it came, but for what may not travel. */
class RawMessageTest {

    private static final String COMPLETE =
            """
            Received: from somewhere
            Message-ID: <own@example.com>
            DATE: Mon, 2 Nov 2026 10:00:00 +0100
            From: ann@example.org
            X-Odd:   spaces\tstay
            Subject: a
             folded one

            .dots stay
            From here


            """;

    @Test
    void a_complete_message_only_gets_its_line_ends() throws Exception {
        for (String lineEnd : new String[] {"\n", "\r", "\r\n"}) {
            OtherEnd mail = OtherEnd.of(anEvent().raw(COMPLETE.replace("\n", lineEnd)));

            assertThat(mail.octets()).isEqualTo(COMPLETE.replace("\n", "\r\n"));
            assertThat(mail.envelope().messageId()).isEqualTo("<own@example.com>");
            assertThat(mail.envelope().smtpUtf8()).isFalse();
        }
    }

    @Test
    void bcc_is_stripped_with_all_its_lines_however_it_is_spelled() throws Exception {
        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .raw(
                                        """
                                        Bcc: eve@example.com,
                                         mallory@example.com
                                        From: ann@example.org
                                        BCC : eve@example.com,
                                        \tmallory@example.com
                                        Subject: x
                                        bcc:
                                        Resent-Bcc: eve@example.com

                                        Bcc: in the body is text
                                        """));

        assertThat(mail.octets())
                .startsWith("From: ann@example.org\r\nSubject: x\r\nDate: ")
                .doesNotContain("eve")
                .doesNotContain("mallory")
                .endsWith("\r\n\r\nBcc: in the body is text\r\n");
    }

    @Test
    void message_id_and_date_are_added_where_they_are_missing() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().raw("From: ann@example.org\n\nbody"));

        assertThat(mail.octets())
                .isEqualTo(
                        "From: ann@example.org\r\nDate: Wed, 4 Nov 2026 02:06:08 +0000\r\nMessage-ID: "
                                + OtherEnd.of(anEvent()).envelope().messageId()
                                + "\r\n\r\nbody\r\n");
    }

    @Test
    void a_folded_message_id_is_understood() throws Exception {
        OtherEnd mail =
                OtherEnd.of(
                        anEvent().raw("From: a@example.org\nMessage-ID:\n <1@example.org>\n\n"));

        assertThat(mail.envelope().messageId()).isEqualTo("<1@example.org>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a@example.org\n\nGrüße\n",
                "From: a@example.org\n\n--\nGrüße\n\n",
                "From: a@example.org\nBcc: ü@example.org\n\nGrüße\n",
                "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n"
                        + "Preämble\n--b\n\nGrüße\n--c\nGrüße\n--b--\nEpilög\n",
            })
    void a_body_beyond_ascii_does_not_need_smtputf8(String raw) throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().raw(raw));

        assertThat(mail.envelope().smtpUtf8()).isFalse();
        assertThat(mail.octets()).contains("Gr\u00fc\u00dfe\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a@example.org\nSubject: Grüße\n\nx\n",
                "From: a@example.org\nSubject:\n Grüße\n\nx\n",
                "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n"
                        + "--b\nContent-Disposition: attachment; filename=Grüße\n\nx\n--b--\n",
                "From: a@example.org\ncontent-type: Multipart/Mixed;\n Boundary=\"a b\"\n\n"
                        + "--a b \nContent-Type: message/rfc822\n\nSubject: Grüße\n\nx\n",
            })
    void a_header_beyond_ascii_needs_smtputf8(String raw) throws Exception {
        assertThat(OtherEnd.of(anEvent().raw(raw)).envelope().smtpUtf8()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\nbody only",
                "From: a@example.org",
                "From: a@example.org\nno field\n\nbody",
                "From a@example.org Mon Nov  2\nFrom: a@example.org\n\nbody",
                " folded: first\nFrom: a@example.org\n\nbody",
                ": no name\n\nbody",
                "From: a@example.org\n\nNUL \0",
                "From: a@example.org\nMessage-ID:\n\nbody",
                "From: a@example.org\nMessage-ID: <1@a>\nMessage-ID: <2@a>\n\nbody",
                "From: a@example.org\nMessage-ID:\nMessage-ID: <2@a>\n\nbody",
                "From: a@example.org\nMessage-ID:1@a\nmessage-id :2@a\n\nbody",
            })
    void what_is_no_message_is_refused(String raw) {
        refused(anEvent().raw(raw));
    }

    @Test
    void a_line_may_have_998_octets_and_no_more() throws Exception {
        OtherEnd.of(anEvent().raw("From: a@example.org\n\n" + "x".repeat(998)));

        refused(anEvent().raw("From: a@example.org\n\n" + "x".repeat(999)));
        refused(anEvent().raw("From: a@example.org\nX: " + "x".repeat(996) + "\n\n"));
    }

    @Test
    void nothing_is_dropped_silently_beside_a_complete_message() {
        refused(anEvent().raw(COMPLETE).attached("a", "image/png", new byte[0]));
        refused(anEvent().raw(COMPLETE).unsubscribe("https://example.org", null, false));
    }

    @Test
    void a_header_that_a_route_has_added_stands_at_the_end_of_its_header() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().raw(COMPLETE).header("X-A", "b"));

        assertThat(mail.message().getHeader("X-A")).containsExactly("b");
    }

    private static void refused(AnEvent event) {
        assertThatExceptionOfType(UncomposableEvent.class)
                .isThrownBy(() -> OtherEnd.of(event))
                .withMessageStartingWith("raw");
    }
}
