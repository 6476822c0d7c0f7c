package dev.waypost.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.TestClock;
import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.PortUnavailable;
import dev.waypost.classify.ReplyRules;
import dev.waypost.relay.Port;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.pool.Submissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A relay that limits one domain, and words it as the account's limit, limits that alone. */
class LimitOfOneDomainTest {

    private static final String ANN = "ann@example.net";
    private static final String BOB = "bob@slow.example";

    @Test
    void puts_such_a_mail_off_and_the_pace_hears_nothing_of_it() throws Exception {
        try (Submissions submissions = new Submissions()) {
            submissions
                    .relay
                    .onAllPorts()
                    .whenRecipient(BOB)
                    .reply("450 4.7.1 Ratelimit \"to_domain\" exceeded");

            for (int fast = 0; fast < 50; fast++) {
                submissions.submit(Port.SUBMISSION, Submissions.aMessage(ANN));
            }

            Outcome first = refused(submissions);
            double learned = 0;
            Outcome last = first;
            for (int time = 0; time < 3; time++) {
                submissions.submit(Port.SUBMISSION, Submissions.aMessage(ANN));
                submissions.submit(Port.SUBMISSION, Submissions.aMessage(ANN));
                learned = pace(submissions);
                last = refused(submissions);
            }

            assertThat(first.outcomeClass()).isEqualTo(OutcomeClass.SLOW);
            assertThat(last.outcomeClass()).isEqualTo(OutcomeClass.RETRY);
            assertThat(last.reason()).hasToString("rate_limited");
            assertThat(pace(submissions)).isEqualTo(learned).isFinite();
        }
    }

    private static double pace(Submissions submissions) {
        return submissions.accounts().pace().view().perSecond();
    }

    /** What comes of a mail to bob, as the routes see it. */
    private static Outcome refused(Submissions submissions) throws PortUnavailable {
        PortFailover failover =
                new PortFailover(
                        submissions.health,
                        new RefusalBreaker(10, 0.8),
                        new OutcomeClassifier(ReplyRules.shipped()),
                        new TestClock()::nanoTime);
        AttemptLog log = new AttemptLog(Submissions.aMessage(BOB).envelope(), List.of(BOB));
        AttemptLog.Open attempt =
                failover.admit(log, new SubmissionPort("587", "localhost", 587, false));
        SubmissionFailure failure = submissions.failure(Port.SUBMISSION, Submissions.aMessage(BOB));
        return catchThrowableOfType(DeliveryFailure.class, () -> failover.failed(attempt, failure))
                .outcome();
    }
}
