package dev.waypost.compose;

import static dev.waypost.compose.AnEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every header field says what the event said, in a form that any reader understands. */
class ComposedHeadersTest {

    @Test
    void the_smallest_event_has_the_fields_that_a_mail_must_have_and_no_more() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().messageId("1@example.org"));

        assertThat(mail.header())
                .isEqualTo(
                        """
                        Date: Wed, 4 Nov 2026 02:06:08 +0000
                        From: Shop <shop@example.org>
                        To: ann@example.net
                        Message-ID: <1@example.org>
                        Subject: Your order
                        MIME-Version: 1.0
                        Content-Type: text/plain; charset=UTF-8
                        Content-Transfer-Encoding: 7bit
                        """
                                .replace("\n", "\r\n"));
        assertThat(mail.message().getSentDate().toInstant())
                .isEqualTo(OtherEnd.NOW.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Your order",
                " leading and trailing ",
                "two  spaces   and more",
                "Ihre Bestellung über 20 € ist unterwegs",
                "ご注文ありがとうございます",
                "🎉 Party 👩‍👩‍👧‍👦 🏳️‍🌈",
                "הזמנה שלך 4711 אושרה",
                "=?UTF-8?Q?not_an_encoded=20word?=",
                "tab\tinside",
                "question? =equals= _underscore_",
                "a: colon, \"quotes\" <brackets>",
                "ü",
            })
    void a_subject_arrives_as_it_was(String subject) throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().subject(subject));

        assertThat(mail.decoded("Subject")).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "word ", "two  spaces", "a\\ ", "é", "ab é", "漢", "👩‍👩‍👧‍👦"})
    void a_subject_of_998_octets_is_folded_and_arrives_whole(String piece) throws Exception {
        String subject = piece.repeat(998 / piece.getBytes("UTF-8").length).strip();

        OtherEnd mail = OtherEnd.of(anEvent().subject(subject));

        assertThat(mail.decoded("Subject")).isEqualTo(subject);
        assertThat(mail.header().lines()).allMatch(line -> line.length() <= 76);
    }

    @Test
    void a_comma_may_be_the_one_octet_too_many() throws Exception {
        String url = "https://example.org/" + "u".repeat(958);

        OtherEnd.of(anEvent().unsubscribe(url, null, false));

        assertThatThrownBy(() -> OtherEnd.of(anEvent().unsubscribe(url, "u@example.org", false)))
                .isInstanceOf(UncomposableEvent.class);
    }

    @Test
    void no_encoded_word_splits_a_character() throws Exception {
        for (int shift = 0; shift < 8; shift++) {
            OtherEnd mail = OtherEnd.of(anEvent().subject("x".repeat(shift) + "€👩é".repeat(40)));

            String subject = mail.message().getHeader("Subject", null);
            for (String word : subject.split("\\s+")) {
                assertThat(word.length()).isLessThanOrEqualTo(75);
                assertThat(jakarta.mail.internet.MimeUtility.decodeWord(word))
                        .doesNotContain("\ufffd");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "Ann Example",
                "J. R. \"Bob\" Dobbs",
                "Example, Ann",
                "back\\slash",
                "Jürgen Müller",
                "山田 太郎",
                "👑 Queen",
                "محمد علي",
                "=?UTF-8?Q?x?=",
                "evil@example.com> <ann",
                "a  b",
                "A very long name that goes on and on, with a comma, until it no longer fits",
                "Ein sehr langer Name mit Umläuten, der über die Zeile hinausgeht, wirklich weit",
            })
    void a_display_name_arrives_as_it_was(String name) throws Exception {
        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .from(name, "shop@example.org")
                                .to(name, "ann@example.net")
                                .to(name, "bob@example.net")
                                .replyTo(name, "failover@example.org"));

        InternetAddress from = (InternetAddress) mail.message().getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo(name);
        assertThat(from.getAddress()).isEqualTo("shop@example.org");
        assertThat(mail.message().getRecipients(RecipientType.TO))
                .extracting(a -> ((InternetAddress) a).getPersonal())
                .containsExactly(name, name);
        assertThat(((InternetAddress) mail.message().getReplyTo()[0]).getPersonal())
                .isEqualTo(name);
    }

    @Test
    void fifty_recipients_fold_between_addresses() throws Exception {
        AnEvent event = anEvent();
        IntStream.range(0, 50).forEach(i -> event.to("Person No. " + i, "p" + i + "@example.net"));

        OtherEnd mail = OtherEnd.of(event);

        assertThat(mail.message().getRecipients(RecipientType.TO)).hasSize(50);
    }

    @Test
    void a_further_field_keeps_its_name_and_value() throws Exception {
        String references =
                IntStream.range(0, 12)
                        .mapToObj(i -> "<message-number-" + i + "@mail.example.org>")
                        .reduce("", (all, each) -> all + " " + each)
                        .strip();

        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .header("X-Campaign", "spring  sale")
                                .header("References", references)
                                .header("Organization", "Bücherei München")
                                .header("X-Empty", "")
                                .header(
                                        "X-A-Name-So-Long-That-No-Encoded-Word-Fits-Beside-It-1",
                                        "ü"));

        assertThat(mail.message().getHeader("X-Campaign", null)).isEqualTo("spring  sale");
        assertThat(mail.decoded("References")).isEqualTo(references);
        assertThat(mail.decoded("Organization")).isEqualTo("Bücherei München");
        assertThat(mail.decoded("X-Empty")).isEmpty();
        assertThat(mail.decoded("X-A-Name-So-Long-That-No-Encoded-Word-Fits-Beside-It-1"))
                .isEqualTo("ü");
    }

    @Test
    void a_field_of_several_values_comes_as_often() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().header("X-Mailgun-Tag", "order", "confirmation"));

        assertThat(mail.message().getHeader("X-Mailgun-Tag"))
                .containsExactly("order", "confirmation");
    }

    @Test
    void a_field_longer_than_a_line_is_folded() throws Exception {
        String references =
                IntStream.range(0, 200)
                        .mapToObj(i -> "<message-number-" + i + "@mail.example.org>")
                        .collect(Collectors.joining(" "));

        OtherEnd mail = OtherEnd.of(anEvent().header("References", references));

        assertThat(references).hasSizeGreaterThan(5000);
        assertThat(mail.decoded("References")).isEqualTo(references);
    }

    @Test
    void a_sender_stands_beside_the_author_unless_they_are_the_same() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().sender("Müller, Ann", "ann@bücher.example"));

        InternetAddress sender = (InternetAddress) mail.message().getSender();
        assertThat(sender.getPersonal()).isEqualTo("Müller, Ann");
        assertThat(sender.getAddress()).isEqualTo("ann@xn--bcher-kva.example");
        assertThat(mail.envelope().reversePath()).isEqualTo("shop@example.org");
        assertThat(OtherEnd.of(anEvent().sender("Shop", "shop@EXAMPLE.org")).header())
                .doesNotContain("Sender:");
    }

    @Test
    void a_list_can_be_left_by_link_by_mail_and_by_one_click() throws Exception {
        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .unsubscribe(
                                        "https://example.org/leave?liste=b%C3%BCcher",
                                        "mailto:leave@example.org?subject=4711", true));

        assertThat(mail.decoded("List-Unsubscribe"))
                .isEqualTo(
                        "<https://example.org/leave?liste=b%C3%BCcher>, "
                                + "<mailto:leave@example.org?subject=4711>");
        assertThat(mail.decoded("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    void an_address_to_leave_a_list_becomes_a_uri() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().unsubscribe(null, "50%off@example.org", false));

        assertThat(mail.decoded("List-Unsubscribe")).isEqualTo("<mailto:50%25off@example.org>");
    }

    @Test
    void without_one_click_there_is_no_post_field() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().unsubscribe(null, "mailto:leave@example.org", false));

        assertThat(mail.decoded("List-Unsubscribe")).isEqualTo("<mailto:leave@example.org>");
        assertThat(mail.message().getHeader("List-Unsubscribe-Post")).isNull();
    }

    @Test
    void the_message_id_is_derived_from_source_and_id_and_nothing_else() throws Exception {
        String first = messageId(anEvent());

        assertThat(first).matches("<[A-Za-z0-9_-]{24}@example\\.org>");
        assertThat(messageId(anEvent().text("another text").subject("another"))).isEqualTo(first);
        assertThat(messageId(anEvent().source("/failover"))).isNotEqualTo(first);
        assertThat(messageId(anEvent().id("order-4712"))).isNotEqualTo(first);
        assertThat(messageId(anEvent().source("ab").id("c")))
                .isNotEqualTo(messageId(anEvent().source("a").id("bc")));
    }

    @Test
    void a_given_message_id_is_used_with_its_brackets() throws Exception {
        assertThat(messageId(anEvent().messageId("4711@shop"))).isEqualTo("<4711@shop>");
        assertThat(messageId(anEvent().messageId("<4711@shop>"))).isEqualTo("<4711@shop>");
    }

    private static String messageId(AnEvent event) throws Exception {
        OtherEnd mail = OtherEnd.of(event);
        assertThat(mail.message().getMessageID()).isEqualTo(mail.envelope().messageId());
        return mail.envelope().messageId();
    }
}
