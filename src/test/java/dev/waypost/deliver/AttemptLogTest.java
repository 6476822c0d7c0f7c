package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.compose.Envelope;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.PhaseTimes;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 5321 section 3.8: a lost connection counts as 451, if it was about the mail. */
class AttemptLogTest {

    private final OutcomeClassifier classifier = new OutcomeClassifier(ReplyRules.shipped());
    private final AttemptLog log =
            new AttemptLog(
                    new Envelope(
                            "<1@example.org>", "", List.of("ann@example.org"), new byte[0], false),
                    List.of("ann@example.org"));

    @Test
    void ports_that_nobody_got_through_to_say_nothing_about_the_mail() {
        tried(Trouble.of(Phase.CONNECT, Symptom.REFUSED, "refused"));
        tried(Trouble.of(Phase.GREETING, Symptom.TIMEOUT, "silent"));
        tried(Trouble.of(Phase.AUTH, Symptom.CLOSED, "closed"));

        assertThat(log.brokenOff()).isEmpty();
    }

    @Test
    void a_port_that_broke_off_decides_whatever_the_others_were() {
        tried(Trouble.of(Phase.MAIL, Symptom.CLOSED, "closed"));
        tried(Trouble.of(Phase.BODY, Symptom.CLOSED, "closed"));
        tried(Trouble.of(Phase.CONNECT, Symptom.REFUSED, "refused"));

        assertThat(log.brokenOff())
                .hasValueSatisfying(
                        outcome -> {
                            assertThat(outcome.phase()).isEqualTo(Phase.BODY);
                            assertThat(outcome.reason()).hasToString("connection_lost");
                        });
    }

    @Test
    void whoever_the_mail_was_for_is_put_off_by_name() {
        tried(Trouble.of(Phase.DATA, Symptom.CLOSED, "closed"));
        tried(Trouble.of(Phase.CONNECT, Symptom.REFUSED, "refused"));

        log.putOff();

        assertThat(log.recipients())
                .hasEntrySatisfying(
                        "ann@example.org",
                        outcome -> {
                            assertThat(outcome.outcomeClass()).isEqualTo(OutcomeClass.RETRY);
                            assertThat(outcome.phase()).isEqualTo(Phase.DATA);
                            assertThat(outcome.reason()).hasToString("connection_lost");
                        });
    }

    @Test
    void a_relay_that_answered_did_not_break_off() {
        tried(Trouble.reply(Phase.MAIL, SmtpReply.parse("451 4.3.0 later").orElseThrow()));

        assertThat(log.brokenOff()).isEmpty();
    }

    private void tried(Trouble trouble) {
        SubmissionPort port = new SubmissionPort("587", "relay", 587, false);
        log.add(
                new Attempt(
                        port,
                        classifier.classify(trouble),
                        Duration.ZERO,
                        new PhaseTimes(() -> 0)));
    }
}
