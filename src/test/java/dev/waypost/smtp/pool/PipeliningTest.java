package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.camel.RelayMessage;
import dev.waypost.relay.Port;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A relay that offers PIPELINING and cannot do it. */
class PipeliningTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Submissions submissions = new Submissions();

    @AfterEach
    void stop() {
        submissions.close();
    }

    @Test
    void a_group_that_is_swallowed_is_said_again_one_by_one_and_no_other_is_tried()
            throws SubmissionFailure {
        submissions.set("waypost.delivery.timeout.greeting", "1s");
        submissions.relay.on(Port.SUBMISSION).swallowGroups();

        submissions.submit(Port.SUBMISSION, Submissions.aMessage("a@example.net", "b@example.net"));
        submissions.submit(Port.SUBMISSION, Submissions.aMessage("c@example.net"));

        assertThat(submissions.relay.mails(Port.SUBMISSION)).hasSize(2);
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(2);
    }

    @Test
    void many_mails_at_once_all_arrive_once() throws Exception {
        submissions.set("waypost.delivery.timeout.greeting", "1s");
        submissions.relay.on(Port.SUBMISSION).swallowGroups();
        List<Future<RelayMessage>> sending = new ArrayList<>();

        for (int mail = 0; mail < 10; mail++) {
            sending.add(submissions.beside(() -> submissions.submit(Port.SUBMISSION)));
        }

        for (Future<RelayMessage> sent : sending) {
            assertThat(sent).succeedsWithin(SOON);
        }
        assertThat(submissions.relay.mails(Port.SUBMISSION)).hasSize(10);
    }

    @Test
    void a_connection_closed_within_the_first_group_counts_as_one_that_was_not_understood()
            throws SubmissionFailure {
        submissions.relay.on(Port.SUBMISSION).closeAt("RCPT").times(1);

        submissions.submit(Port.SUBMISSION);

        assertThat(submissions.relay.mails(Port.SUBMISSION)).hasSize(1);
    }

    @Test
    void where_a_group_was_answered_before_a_lost_connection_says_nothing_about_groups()
            throws SubmissionFailure {
        submissions.submit(Port.SUBMISSION);
        submissions.relay.on(Port.SUBMISSION).closeAt("RCPT").times(1);

        SubmissionFailure lost = submissions.failure(Port.SUBMISSION, Submissions.aMessage());

        assertThat(lost.trouble().symptom()).isEqualTo(Symptom.CLOSED);
    }

    @Test
    void a_discarded_keyword_counts_as_not_offered() throws SubmissionFailure {
        submissions.set("waypost.relay.discard-ehlo-keywords", "pipelining,SIZE");
        submissions.relay.on(Port.SUBMISSION).swallowGroups();

        submissions.submit(Port.SUBMISSION);

        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(1);
        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .contains("MAIL FROM:<shop@example.org>");
    }
}
