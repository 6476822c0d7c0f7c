package dev.waypost.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No trouble is without a verdict, and none is final that the relay did not name. */
class UnknownIsTransientTest {

    private final OutcomeClassifier classifier = new OutcomeClassifier(ReplyRules.shipped());

    @Test
    void each_phase_and_symptom_has_its_row() {
        for (Phase phase : Phase.values()) {
            for (Symptom symptom : Symptom.values()) {
                Trouble trouble =
                        symptom == Symptom.REPLY
                                ? Trouble.reply(phase, SmtpReply.of(450, ""))
                                : Trouble.of(phase, symptom, "");

                assertThat(classifier.classify(trouble)).isNotNull();
            }
        }
    }

    @Test
    void nothing_is_given_up_or_halted_that_the_relay_did_not_refuse() {
        for (Phase phase : Phase.values()) {
            for (Symptom symptom :
                    List.of(Symptom.UNKNOWN, Symptom.GARBLED, Symptom.TIMEOUT, Symptom.CLOSED)) {
                Outcome outcome = classifier.classify(Trouble.of(phase, symptom, ""));

                assertThat(outcome.outcomeClass())
                        .isNotIn(OutcomeClass.REJECT, OutcomeClass.HALT, OutcomeClass.SLOW);
                assertThat(outcome.outcomeClass() == OutcomeClass.UNCERTAIN)
                        .isEqualTo(phase == Phase.END_OF_DATA);
            }
        }
    }
}
