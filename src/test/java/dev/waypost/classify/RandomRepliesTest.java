package dev.waypost.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a relay may say, in whatever phase: the promises hold. */
class RandomRepliesTest {

    private static final int REPLIES = 20_000;
    private static final String[] WORDS = {
        "try",
        "again",
        "in",
        "300",
        "seconds",
        "rate",
        "limit",
        "exceeded",
        "4.7.1",
        "5.1.1",
        "2.0.0",
        "<a@b>",
        "\u0000",
        "\r\n",
        "550-",
        "-",
        "/",
        "%s",
        "$1",
        "\\",
        "\uD83D",
        "too",
        "many",
        "quota",
        "9999999999",
        "throttling",
        "\u202e",
        "",
        "login"
    };

    private final Random random = new Random(587_2525_465L);
    private final OutcomeClassifier table = new OutcomeClassifier(ReplyRules.none());
    private final OutcomeClassifier rules = new OutcomeClassifier(ReplyRules.shipped());

    @Test
    void a_verdict_is_always_there_and_fits_the_first_digit() {
        for (int i = 0; i < REPLIES; i++) {
            Phase phase = Phase.values()[random.nextInt(Phase.values().length - 1)];
            SmtpReply reply = SmtpReply.of(code(), text());

            Outcome outcome = table.classify(Trouble.reply(phase, reply));

            String what = phase + " " + reply + " -> " + outcome;
            if (reply.isTransient()) {
                assertThat(outcome.outcomeClass())
                        .as(what)
                        .isNotIn(OutcomeClass.REJECT, OutcomeClass.HALT, OutcomeClass.ACCEPTED);
            }
            if (outcome.outcomeClass() == OutcomeClass.ACCEPTED) {
                assertThat(reply.code() / 100).as(what).isEqualTo(2);
            }
            assertBounds(outcome);
        }
    }

    @Test
    void rules_change_nothing_about_acceptance_and_bounds() {
        for (int i = 0; i < REPLIES; i++) {
            Phase phase = Phase.values()[random.nextInt(Phase.values().length - 1)];

            Outcome outcome = rules.explain(phase, code() + "-" + text()).outcome();

            if (outcome.outcomeClass() == OutcomeClass.ACCEPTED) {
                assertThat(outcome.reply().code() / 100).isEqualTo(2);
            }
            assertBounds(outcome);
        }
    }

    private static void assertBounds(Outcome outcome) {
        assertThat(outcome.reason()).isNotNull();
        assertThat(outcome.detail()).doesNotContain("\r", "\n", "@").hasSizeLessThan(1000);
        if (outcome.retryAfter() != null) {
            assertThat(outcome.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofHours(24));
        }
    }

    private int code() {
        return random.nextInt(10) == 0 ? random.nextInt(2000) - 500 : 200 + random.nextInt(400);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int words = random.nextInt(12); words > 0; words--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        for (int bytes = random.nextInt(20); bytes > 0; bytes--) {
            text.append((char) random.nextInt(0x3000));
        }
        return text.toString();
    }
}
