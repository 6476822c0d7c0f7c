package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.TestClock;
import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.compose.Envelope;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RecipientReply;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one port's failure means for the mail as a whole. */
class PortFailoverTest {

    private final TestClock clock = new TestClock();
    private final PortFailover failover =
            new PortFailover(
                    new PortHealth(clock::nanoTime, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    new RefusalBreaker(50, 0.8),
                    new OutcomeClassifier(ReplyRules.none()),
                    clock::nanoTime);

    @Test
    void in_doubt_decides_also_where_a_recipient_before_was_deferred() throws Exception {
        AttemptLog.Open attempt =
                failover.admit(pass("busy@example.org", "ann@example.org"), port(587));
        SubmissionFailure seen =
                new SubmissionFailure(
                        Trouble.of(Phase.END_OF_DATA, Symptom.CLOSED, "no reply"),
                        List.of(
                                new RecipientReply("busy@example.org", reply("450 4.2.1 busy")),
                                new RecipientReply("ann@example.org", reply("250 2.1.5 ok"))),
                        null);

        DeliveryFailure failure =
                catchThrowableOfType(DeliveryFailure.class, () -> failover.failed(attempt, seen));

        assertThat(failure.outcome().outcomeClass()).isEqualTo(OutcomeClass.UNCERTAIN);
    }

    @Test
    void a_port_is_where_the_route_says_now() throws Exception {
        failover.admit(pass("ann@example.org"), port(587));
        failover.admit(pass("ann@example.org"), port(2525));

        failover.admit(pass("ann@example.org"), new SubmissionPort("587", "relay", 1587, false));

        assertThat(failover.ports().keySet()).containsExactly("587", "2525");
        assertThat(failover.ports().get("587").number()).isEqualTo(1587);
    }

    private static AttemptLog pass(String... recipients) {
        List<String> all = List.of(recipients);
        return new AttemptLog(new Envelope("<a@b>", "a@b", all, new byte[0], false), all);
    }

    private static SubmissionPort port(int number) {
        return new SubmissionPort(Integer.toString(number), "relay", number, false);
    }

    private static SmtpReply reply(String line) {
        return SmtpReply.parse(line).orElseThrow();
    }
}
