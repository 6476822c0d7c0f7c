package dev.waypost.ops.command.deadletter;

import static dev.waypost.ops.deadletter.Letters.aLetter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadLetterTextTest {

    @Test
    void the_line_says_place_time_mail_reason_code_and_attempts_and_no_address() {
        assertThat(
                        DeadLetterText.line(
                                aLetter()
                                        .with("mail-id", "order-1")
                                        .with("failed-at", "2026-05-04T10:00:00Z")
                                        .with("reason", "mailbox_unknown")
                                        .with("code", "550")
                                        .with("attempts", "1")
                                        .with("recipients", "ann@example.net")
                                        .read()))
                .isEqualTo("2:7\t2026-05-04T10:00:00Z\torder-1\tmailbox_unknown\t550\t1");
    }

    @Test
    void all_of_a_letter_begins_with_what_its_reason_means() {
        assertThat(
                        DeadLetterText.whole(
                                aLetter()
                                        .with("mail-id", "order-1")
                                        .with("reason", "mailbox_unknown")
                                        .read()))
                .startsWith(
                        "mail order-1, given up at 1970-01-01T00:00:00Z as mailbox_unknown\n"
                                + "There is no such recipient.\n")
                .endsWith("\n\n{}");
    }

    @Test
    void control_characters_do_not_reach_the_terminal() {
        assertThat(DeadLetterText.whole(aLetter().with("response", "550 \u001b[31mred\tno").read()))
                .contains("550 \uFFFD[31mred\uFFFDno");
        assertThat(DeadLetterText.line(aLetter().with("mail-id", "a\nb\tc").read()))
                .contains("\ta\uFFFDb\uFFFDc\t");
    }

    @Test
    void a_moment_is_an_instant_a_day_or_so_long_ago() {
        Instant now = Instant.parse("2026-05-04T10:00:00Z");

        assertThat(TimeOption.parse("2026-05-04T12:00:00+02:00", now)).isEqualTo(now);
        assertThat(TimeOption.parse("2026-05-04", now)).isEqualTo("2026-05-04T00:00:00Z");
        assertThat(TimeOption.parse("2h", now)).isEqualTo("2026-05-04T08:00:00Z");
        assertThat(TimeOption.parse("3d", now)).isEqualTo("2026-05-01T10:00:00Z");
        assertThatThrownBy(() -> TimeOption.parse("soon", now))
                .hasMessageContaining("'soon' is no time");
    }
}
