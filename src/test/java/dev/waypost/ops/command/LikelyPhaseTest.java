package dev.waypost.ops.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.ops.command.ExplainCommand.LikelyPhase;
import dev.waypost.smtp.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.TypeConversionException;

class LikelyPhaseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "535 5.7.8 bad                                   | AUTH",
                "535 Authentication failed                       | AUTH",
                "550 5.1.1 No such user                          | RCPT",
                "550 5.1.8 Sender address has null MX            | MAIL",
                "553 5.1.7 invalid sender                        | MAIL",
                "530 5.7.0 Must issue a STARTTLS command first   | MAIL",
                "552 5.3.4 Message size exceeds fixed limit      | END_OF_DATA",
                "550 5.7.26 This mail is unauthenticated         | END_OF_DATA",
                "250 2.0.0 Ok: queued as 4711                    | END_OF_DATA",
                "451 please try again                            | RCPT",
                "no reply at all                                 | RCPT",
            })
    void a_reply_lets_guess_what_it_answered(String reply, Phase phase) {
        assertThat(LikelyPhase.of(reply)).isEqualTo(phase);
    }

    @ParameterizedTest
    @EnumSource
    void a_phase_is_read_as_the_log_and_people_spell_it(Phase phase) {
        LikelyPhase converter = new LikelyPhase();

        assertThat(converter.convert(phase.label())).isEqualTo(phase);
        assertThat(converter.convert(phase.label().replace(' ', '-'))).isEqualTo(phase);
        assertThat(converter.convert(phase.name().toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(phase);
    }

    @Test
    void another_word_is_wrong_usage() {
        assertThatThrownBy(() -> new LikelyPhase().convert("handshake"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'handshake' is no phase, such as auth or end-of-data");
    }
}
