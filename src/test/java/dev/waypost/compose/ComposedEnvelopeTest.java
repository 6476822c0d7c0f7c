package dev.waypost.compose;

import static dev.waypost.compose.AnEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked for at the relay, and in which form. */
class ComposedEnvelopeTest {

    @Test
    void recipients_stand_in_the_order_to_cc_bcc() throws Exception {
        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .bcc("hidden@example.net")
                                .cc("cc@example.net")
                                .to("to@example.net"));

        assertThat(mail.envelope().recipients())
                .containsExactly("to@example.net", "cc@example.net", "hidden@example.net");
        assertThat(mail.octets()).doesNotContain("hidden");
    }

    @Test
    void a_recipient_named_twice_is_asked_for_once_but_local_parts_keep_their_case()
            throws Exception {
        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .to("ann@example.net")
                                .cc("ann@EXAMPLE.net")
                                .cc("Ann@example.net")
                                .bcc("ann@example.net"));

        assertThat(mail.envelope().recipients())
                .containsExactly("ann@example.net", "Ann@example.net");
    }

    @Test
    void a_mail_to_hidden_recipients_only_says_so() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().bcc("hidden@example.net"));

        assertThat(mail.header()).contains("To: undisclosed-recipients:;\r\n");
        assertThat(mail.envelope().recipients()).containsExactly("hidden@example.net");
    }

    @Test
    void the_reverse_path_is_the_sender_unless_the_event_says_otherwise() throws Exception {
        assertThat(reversePath(anEvent())).isEqualTo("shop@example.org");
        assertThat(reversePath(anEvent().envelopeFrom("b+1=x@bounce.example.org")))
                .isEqualTo("b+1=x@bounce.example.org");
        assertThat(reversePath(anEvent().envelopeFrom(""))).isEmpty();
    }

    @Test
    void a_domain_in_letters_of_its_own_becomes_its_a_label_everywhere() throws Exception {
        OtherEnd mail =
                OtherEnd.of(
                        anEvent()
                                .from("Bücher", "laden@bücher.example")
                                .to("ann@日本.example")
                                .bcc("bob@BÜCHER.example"));

        assertThat(mail.envelope().reversePath()).isEqualTo("laden@xn--bcher-kva.example");
        assertThat(mail.envelope().recipients())
                .containsExactly("ann@xn--wgv71a.example", "bob@xn--bcher-kva.example");
        assertThat(mail.envelope().messageId()).endsWith("@xn--bcher-kva.example>");
        assertThat(mail.header()).contains("<laden@xn--bcher-kva.example>");
        assertThat(mail.envelope().smtpUtf8()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ann@straße.example", "ann@a..日本", "ann@日本 .example", "ann@日／本.example"})
    void a_domain_without_a_sure_a_label_is_refused(String email) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> anEvent().to(email))
                .withMessageStartingWith("must be an address; ")
                .withMessageNotContaining("ann");
    }

    @Test
    void only_a_local_part_in_letters_of_its_own_needs_smtputf8() throws Exception {
        assertThat(smtpUtf8(anEvent().subject("日本").to("日本", "ann@example.net"))).isFalse();
        assertThat(smtpUtf8(anEvent().to("jürgen@bücher.example"))).isTrue();
        assertThat(smtpUtf8(anEvent().bcc("jürgen@example.net"))).isTrue();
        assertThat(smtpUtf8(anEvent().replyTo(null, "jürgen@example.net"))).isTrue();
        assertThat(smtpUtf8(anEvent().envelopeFrom("jürgen@example.net"))).isTrue();
    }

    @Test
    void a_local_part_in_letters_of_its_own_stands_in_the_header_as_it_is() throws Exception {
        OtherEnd mail = OtherEnd.of(anEvent().to("Jürgen", "jürgen@bücher.example"));

        assertThat(mail.header()).contains("<jürgen@xn--bcher-kva.example>");
        assertThat(mail.envelope().recipients()).containsExactly("jürgen@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ann example\"@example.net",
                "\"a\\\"b@c\"@example.net",
                "o'neil+tag@example.net",
                "ann@[192.0.2.1]",
                "ann@[IPv6:2001:db8::1]",
            })
    void an_unusual_address_stays_as_it_is(String email) throws Exception {
        assertThat(OtherEnd.of(anEvent().to(email)).envelope().recipients()).containsExactly(email);
    }

    private static String reversePath(AnEvent event) throws Exception {
        return OtherEnd.of(event).envelope().reversePath();
    }

    private static boolean smtpUtf8(AnEvent event) throws Exception {
        return OtherEnd.of(event).envelope().smtpUtf8();
    }
}
