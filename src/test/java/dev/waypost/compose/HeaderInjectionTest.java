package dev.waypost.compose;

import static dev.waypost.compose.AnEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.intake.MediaType;
import dev.waypost.intake.address.EmailAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Even an event that nobody checked cannot write a header field or an SMTP command of its own. */
class HeaderInjectionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"x\r\nBcc: eve@example.com", "x\nBcc: eve", "x\rBcc: eve", "ü\n eve", "x\0"})
    void a_line_break_in_any_text_of_the_header_is_refused(String evil) {
        refused(anEvent().subject(evil));
        refused(anEvent().from(evil, "shop@example.org"));
        refused(anEvent().to(evil, "ann@example.net"));
        refused(anEvent().replyTo(evil, "ann@example.net"));
        refused(anEvent().header("X-Tag", evil));
        refused(anEvent().header(evil, "value"));
        refused(anEvent().messageId(evil));
        refused(anEvent().unsubscribe("https://example.org/" + evil.replace("ü", ""), null, false));
        refused(anEvent().unsubscribe(null, evil.replace("ü", ""), false));
        refused(anEvent().attached(evil, "image/png", new byte[0]));
        refused(anEvent().html("x").inline("a.png", "image/png", new byte[0], evil));
    }

    @Test
    void a_line_break_in_a_media_type_is_refused() {
        String evil = "x\r\nX-Evil: yes";

        assertThatIllegalArgumentException().isThrownBy(() -> media("text/" + evil, "a", "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> media("text/plain", "a", evil));
        assertThatIllegalArgumentException().isThrownBy(() -> media("text/plain", evil, "b"));
    }

    private static MediaType media(String name, String parameter, String value) {
        return new MediaType(name, Map.of(parameter, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.net\r\nDATA",
                "ann\r\n@example.net",
                "ann@example.net> SIZE=1",
                "a nn@example.net",
                "<ann@example.net",
                "\"ann\"eve\"@example.net",
                "\"ann\r\n\"@example.net",
                "\"ann\\\"@example.net",
                "ann,eve@example.net",
                "ann",
                "@example.net",
                "ann@",
                "ann@[1.2.3.4] eve",
                "ann@exa mple.net",
                "ann\u0085@example.net",
                "ann\ud800@example.net",
            })
    void an_address_that_could_break_out_of_its_brackets_is_refused(String evil) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.parse(evil))
                .withMessageStartingWith("must be an address")
                .withMessageNotContaining("ann")
                .withMessageNotContaining("eve");
    }

    @ParameterizedTest
    @CsvSource({
        "Bcc",
        "bcc",
        "RESENT-BCC",
        "From",
        "to",
        "Cc",
        "Subject",
        "Date",
        "Message-Id",
        "MIME-Version",
        "Content-Type",
        "content-anything",
        "Return-Path",
        "DKIM-Signature",
        "'Bad Name'",
        "'X:'",
        "''",
        "Ümlaut",
    })
    void a_further_field_may_not_say_what_the_mail_says_itself(String name) {
        refused(anEvent().header(name, "value"));
    }

    @Test
    void a_further_field_may_not_come_twice_under_two_spellings() {
        refused(anEvent().header("In-Reply-To", "<1@a>").header("in-reply-to", "<2@a>"));
        refused(anEvent().replyTo(null, "a@example.org").header("Reply-To", "b@example.org"));
        refused(
                anEvent()
                        .unsubscribe("https://example.org/", null, false)
                        .header("List-Unsubscribe", "<https://example.com/>"));
    }

    @Test
    void a_field_that_no_line_can_hold_is_refused() {
        refused(anEvent().header("X-Long", "x".repeat(1000)));
        refused(anEvent().header("X-Control", "a\u0007b"));
        refused(anEvent().messageId("x".repeat(1000) + "@example.org"));
    }

    @Test
    void one_click_without_an_https_link_is_refused() {
        refused(anEvent().unsubscribe("http://example.org/", null, true));
        refused(anEvent().unsubscribe(null, "leave@example.org", true));
    }

    /** As a value that cannot be made, or as a mail that cannot be composed. */
    private static void refused(AnEvent event) {
        assertThatThrownBy(() -> OtherEnd.of(event))
                .isInstanceOfAny(UncomposableEvent.class, IllegalArgumentException.class)
                .hasMessageNotContainingAny("@", "eve");
    }
}
