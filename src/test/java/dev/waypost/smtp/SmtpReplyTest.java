package dev.waypost.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {

    @Test
    void a_reply_is_code_status_and_text() {
        SmtpReply reply = SmtpReply.parse("550 5.1.1 No such user").orElseThrow();

        assertThat(reply.code()).isEqualTo(550);
        assertThat(reply.enhanced()).isEqualTo(new EnhancedStatus(5, 1, 1));
        assertThat(reply.text()).isEqualTo("No such user");
        assertThat(reply).hasToString("550 5.1.1 No such user");
    }

    @Test
    void where_code_and_status_disagree_the_code_wins() {
        SmtpReply reply = SmtpReply.parse("450 5.1.1 Later").orElseThrow();

        assertThat(reply.isTransient()).isTrue();
        assertThat(reply.enhanced()).isNull();
        assertThat(reply.text()).isEqualTo("Later");
    }

    @Test
    void a_status_with_leading_zeros_leaves_the_text_whole() {
        SmtpReply reply = SmtpReply.parse("550 5.01.001 No such user").orElseThrow();

        assertThat(reply.enhanced()).isEqualTo(new EnhancedStatus(5, 1, 1));
        assertThat(reply.text()).isEqualTo("No such user");
    }

    @Test
    void what_only_resembles_a_status_is_text() {
        assertThat(SmtpReply.of(550, "5.1.1: no").enhanced()).isNull();
        assertThat(SmtpReply.of(550, "3.1.1 no").enhanced()).isNull();
        assertThat(SmtpReply.of(550, "5.1.1234 no").enhanced()).isNull();
        assertThat(SmtpReply.of(550, "see 5.1.1 no").enhanced()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5.", "5.1", "5.1.", "5..1", "5.1.x", "5.1000.1", "5.1.1.1"})
    void what_stops_before_the_end_of_a_status_is_text(String text) {
        assertThat(EnhancedStatus.at(text)).isEmpty();
        assertThat(EnhancedStatus.at(text + " no 1.1")).isEmpty();
    }

    @Test
    void the_longest_status_is_one_with_three_digits_each() {
        assertThat(EnhancedStatus.at("5.999.999 no")).hasValue(new EnhancedStatus(5, 999, 999));
        assertThat(EnhancedStatus.at("5.999.999")).hasValue(new EnhancedStatus(5, 999, 999));
        assertThat(EnhancedStatus.at("5.999.9999")).isEmpty();
    }

    @Test
    void the_lines_of_a_reply_are_joined_and_the_status_said_once() {
        SmtpReply reply =
                SmtpReply.parse("554-5.7.1 Refused\r\n554-5.7.1 as spam\r\n554 5.7.1 for good\r\n")
                        .orElseThrow();

        assertThat(reply).hasToString("554 5.7.1 Refused as spam for good");
    }

    @Test
    void a_reply_may_be_a_code_alone() {
        assertThat(SmtpReply.parse("250").orElseThrow()).hasToString("250");
        assertThat(SmtpReply.parse("250 ").orElseThrow()).hasToString("250");
        assertThat(SmtpReply.parse("550 5.1.1").orElseThrow().text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 a", "299 a", "559 a", "571 a", "599 a"})
    void codes_go_from_200_to_599(String line) {
        assertThat(SmtpReply.parse(line)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "25 a",
                "2500 a",
                "199 a",
                "600 a",
                "000 a",
                "-50 a",
                "550a",
                "٥٥٠ a",
                "250-a\r\n550 b",
                "550-a\r\ngarbage"
            })
    void anything_else_is_no_reply(String line) {
        assertThat(SmtpReply.parse(line)).isEmpty();
    }

    @Test
    void control_and_direction_characters_become_blanks() {
        SmtpReply reply =
                SmtpReply.of(550, "a\u0000b\u001b[31mc\r\n\td\u0085e\u202ef\u2028g\u200bh");

        assertThat(reply.text()).isEqualTo("a b [31mc d e f g h");
    }

    @Test
    void a_long_text_is_cut_and_never_within_a_character() {
        assertThat(SmtpReply.of(550, "x".repeat(9999)).text()).hasSize(500);
        assertThat(SmtpReply.of(550, "x".repeat(499) + "\uD83D\uDCEE!").text()).hasSize(499);
    }

    @Test
    void no_text_is_an_empty_text() {
        assertThat(SmtpReply.of(550, null).text()).isEmpty();
    }

    @Test
    void the_redacted_form_shows_no_address() {
        SmtpReply reply =
                SmtpReply.of(550, "5.1.1 <ann@example.net>: bob@example.org, \"x\"@y, unknown");

        assertThat(reply.redacted())
                .isEqualTo("550 5.1.1 <address>: <address> <address> unknown")
                .doesNotContain("@");
    }
}
