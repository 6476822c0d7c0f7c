package dev.waypost.compose;

import static dev.waypost.compose.AnEvent.anEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.waypost.TestClock;
import dev.waypost.intake.MailEvent;
import jakarta.mail.Part;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader finds in the mail is what the event said, whatever it held. */
class ComposedBodiesTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0};

    @Test
    void a_text_alone_is_a_single_part() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().text("Thank you.\n"));

        assertThat(mail.structure()).isEqualTo("text/plain");
        assertThat(mail.text(0)).isEqualTo("Thank you.\n");
        assertThat(mail.octets()).endsWith("\r\n\r\nThank you.\r\n");
    }

    @Test
    void html_alone_is_a_single_part() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().html("<p>Danke für alles</p>\n"));

        assertThat(mail.structure()).isEqualTo("text/html");
        assertThat(mail.text(0)).isEqualTo("<p>Danke für alles</p>\n");
    }

    @Test
    void text_and_html_are_alternatives_with_the_richer_one_last() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().text("Hello").html("<p>Hello</p>"));

        assertThat(mail.structure()).isEqualTo("alternative(text/plain, text/html)");
        assertThat(mail.text(0)).isEqualTo("Hello");
        assertThat(mail.text(1)).isEqualTo("<p>Hello</p>");
    }

    @Test
    void amp_stands_before_html_and_an_invitation_behind_it() throws Exception {
        String invitation = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nSUMMARY:Größe\nEND:VCALENDAR\n";

        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .text("Hello")
                                .ampHtml("<html ⚡4email></html>")
                                .html("<img src='cid:logo'>")
                                .inline("logo.png", "image/png", PNG, "logo")
                                .calendar("REQUEST", invitation));

        assertThat(mail.structure())
                .isEqualTo(
                        "alternative(text/plain, text/x-amp-html, related(text/html, image/png),"
                                + " text/calendar)");
        assertThat(mail.text(1)).isEqualTo("<html ⚡4email></html>");
        assertThat(mail.text(4)).isEqualTo(invitation);
        assertThat(mail.octets())
                .contains("Content-Type: text/calendar; charset=UTF-8; method=REQUEST\r\n");
    }

    @Test
    void an_invitation_beside_a_text_alone_is_its_alternative() throws Exception {
        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .text("Come")
                                .calendar("CANCEL", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"));

        assertThat(mail.structure()).isEqualTo("alternative(text/plain, text/calendar)");
    }

    @Test
    void an_inline_image_is_related_to_the_html_and_found_by_its_content_id() throws Exception {
        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .text("Hello")
                                .html("<img src='cid:logo@shop'>")
                                .inline("logo.png", "image/png", PNG, "logo@shop"));

        assertThat(mail.structure())
                .isEqualTo("alternative(text/plain, related(text/html, image/png))");
        assertThat(mail.leaf(2).getHeader("Content-ID")).containsExactly("<logo@shop>");
        assertThat(mail.leaf(2).getDisposition()).isEqualTo(Part.INLINE);
        assertThat(mail.octets()).contains("multipart/related; type=\"text/html\"");
    }

    @Test
    void everything_at_once_nests_in_the_customary_way() throws Exception {
        byte[] pdf = "%PDF-1.7\r\n".repeat(50).getBytes(UTF_8);

        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .text("Hello")
                                .html("<img src='cid:logo'>")
                                .attached("bill.pdf", "application/pdf", pdf)
                                .inline("logo.png", "image/png", PNG, "logo")
                                .attached("data", "application/octet-stream", new byte[0]));

        assertThat(mail.structure())
                .isEqualTo(
                        "mixed(alternative(text/plain, related(text/html, image/png)), "
                                + "application/pdf, application/octet-stream)");
        assertThat(mail.content(2)).isEqualTo(PNG);
        assertThat(mail.content(3)).isEqualTo(pdf);
        assertThat(mail.leaf(3).getDisposition()).isEqualTo(Part.ATTACHMENT);
        assertThat(mail.content(4)).isEmpty();
    }

    @Test
    void an_inline_file_without_html_is_still_in_the_mail() throws Exception {
        OtherEnd mail =
                OtherEnd.of(anEvent().text("See below").inline("a.png", "image/png", PNG, null));

        assertThat(mail.structure()).isEqualTo("mixed(text/plain, image/png)");
    }

    @Test
    void files_travel_in_base64_lines_of_76() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().attached("a.bin", "image/png", new byte[1000]));

        assertThat(mail.octets()).contains("\r\n" + "A".repeat(76) + "\r\n" + "A".repeat(76));
        assertThat(mail.octets()).doesNotContain("A".repeat(77));
    }

    /** Of any length beside whole lines of 57 octets. */
    @ParameterizedTest
    @ValueSource(ints = {1, 57, 14_591, 14_592, 14_593, 14_649, 29_184, 100_000})
    void a_file_of_many_lines_is_one_base64_text(int length) throws Exception {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);

        OtherEnd mail = OtherEnd.of(anEvent().attached("a.bin", "image/png", content));

        assertThat(mail.octets())
                .contains("\r\n\r\n" + Base64.getMimeEncoder().encodeToString(content) + "\r\n--");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv; charset=utf-8; header=present|text/csv|utf-8",
                "TEXT/CSV;charset=\"a b\"|text/csv|a b",
                "message/rfc822|application/octet-stream|",
                "multipart/mixed; boundary=x|application/octet-stream|",
            })
    void the_type_of_a_file_is_kept_if_it_may_be(String given, String type, String charset)
            throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().attached("a", given, new byte[] {1}));

        assertThat(mail.structure()).isEqualTo("mixed(text/plain, " + type + ")");
        assertThat(
                        new jakarta.mail.internet.ContentType(mail.leaf(1).getContentType())
                                .getParameter("charset"))
                .isEqualTo(charset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n\n",
                "no line end",
                ".\n..\n.\n",
                "From here on\nFrom there\n",
                "trailing space \ntrailing tab\t\nspaces   ",
                "tab\tform feed\f bell\u0007 delete\u007f",
                "NUL \0 in the middle\0",
                "ümlaut at the end ü",
                "日本語の本文です。\n二行目\n",
                "👩‍👩‍👧‍👦 family 🏳️‍🌈\n",
                "שלום עולם\nمرحبا\n",
                "a=b=c =3D =_ =\n=\n",
                "--=_\n--=_boundary--\n--",
                "soft = breaks and ü = signs \n",
            })
    void a_text_arrives_as_it_was(String text) throws Exception {
        OtherEnd alone = OtherEnd.of(anEvent().text(text));
        OtherEnd within = OtherEnd.of(anEvent().text(text).html(text));

        assertThat(alone.text(0)).isIn(text, text + "\n");
        assertThat(within.text(0)).isEqualTo(text);
        assertThat(within.text(1)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\nc\n", "a\rb\rc\r", "a\r\nb\r\nc\r\n", "a\rb\nc\r\n"})
    void any_line_end_leaves_as_crlf(String text) throws Exception {
        for (String foreign : new String[] {"", "ü ......", "日本"}) {
            OtherEnd mail = OtherEnd.of(anEvent().text(text + foreign).html("x"));

            assertThat(new String(mail.content(0), UTF_8)).isEqualTo("a\r\nb\r\nc\r\n" + foreign);
        }
    }

    /** Three times: encoded, behind the parts before it, and without the room that was left. */
    @Test
    void the_room_for_a_large_attachment_is_made_once() throws Exception {
        MailEvent event =
                anEvent()
                        .text("See below.")
                        .attached("a.bin", "image/png", new byte[1_000_000])
                        .build();
        MimeComposer composer = new MimeComposer(new TestClock());
        int length = composer.compose(event).message().length;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        composer.compose(event);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(length * 7L / 2);
    }

    @Test
    void the_encoding_is_the_lightest_that_is_safe() throws Exception {
        assertThat(encodingOf("plain\n")).isEqualTo("7bit");
        assertThat(encodingOf("x".repeat(980))).isEqualTo("7bit");
        assertThat(encodingOf("x".repeat(981))).isEqualTo("quoted-printable");
        assertThat(encodingOf("Grüße aus der Bücherei nebenan")).isEqualTo("quoted-printable");
        assertThat(encodingOf("日本語の本文です")).isEqualTo("base64");
        assertThat(encodingOf("a NUL\0 is no text for 7bit")).isEqualTo("quoted-printable");
    }

    @Test
    void lines_beyond_any_limit_arrive_whole() throws Exception {
        String ascii = "x".repeat(5000);
        String mixed = "ein Satz mit ü ".repeat(400);
        String wide = "漢".repeat(4000);

        for (String text : new String[] {ascii, mixed, wide}) {
            assertThat(OtherEnd.of(anEvent().text(text).html("x")).text(0)).isEqualTo(text);
        }
    }

    @Test
    void quoted_printable_lines_have_at_most_76_octets() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().text("Fußgängerüberweg am Straßenende ".repeat(50)));

        assertThat(mail.octets().lines()).allMatch(line -> line.length() <= 76);
    }

    @Test
    void a_body_that_quotes_the_boundary_cannot_close_its_part() throws Exception {
        String boundary = EventFingerprint.of("/shop", "order-4711").boundary(1);
        String text = "before\n--" + boundary + "\nbetween\n--" + boundary + "--\nafter\n";

        OtherEnd mail = OtherEnd.of(anEvent().text(text).html("<p>" + text));

        assertThat(mail.octets()).contains("boundary=\"" + boundary + "\"");
        assertThat(mail.structure()).isEqualTo("alternative(text/plain, text/html)");
        assertThat(mail.text(0)).isEqualTo(text);
        assertThat(mail.text(1)).isEqualTo("<p>" + text);
    }

    @Test
    void the_same_event_at_the_same_time_makes_the_same_octets() throws Exception {
        AnEvent event = anEvent().text("a").html("b").attached("c", "image/png", PNG);

        assertThat(OtherEnd.of(event).octets()).isEqualTo(OtherEnd.of(event).octets());
    }

    private static String encodingOf(String text) throws Exception {
        return OtherEnd.of(anEvent().text(text)).message().getEncoding();
    }
}
