package dev.waypost.ops.command.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.ops.story.MailStory;
import dev.waypost.ops.story.StatusEntry;
import dev.waypost.ops.story.Whereabouts;
import dev.waypost.report.RecordPlace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailStoryTextTest {

    private static final Instant AT = Instant.parse("2026-05-04T10:46:10Z");
    private static final StatusEntry.PostponedPort SHUT =
            new StatusEntry.PostponedPort("smtp.example.org:587", "port_refused", AT.toString());

    @Test
    void an_event_that_no_port_was_asked_about_tells_of_none_and_is_to_be_mended()
            throws Exception {
        String text =
                told(
                        "invalid_event",
                        """
                        {"mail_id": "order-2", "status": "rejected", "reason": "invalid_event", "attempt": 0,
                         "detail": "invalid_event: /subjct: is not a known field"}""");

        assertThat(text)
                .contains("/subjct: is not a known field", "dead letter 0:7; dead-letters show 0:7")
                .doesNotContain("587", "puts it back");
    }

    @Test
    void a_mail_that_was_carried_tells_which_ports_were_left_out_and_how_it_is_put_back()
            throws Exception {
        String text =
                told(
                        "mailbox_unknown",
                        """
                        {"mail_id": "order-2", "status": "rejected", "reason": "mailbox_unknown", "attempt": 1}""");

        assertThat(text)
                .contains(
                        "not tried: smtp.example.org:587", "dead-letters replay 0:7 puts it back");
    }

    private static String told(String reason, String event) throws Exception {
        RecordPlace status = new RecordPlace("outbound-mail.status", 0, 1);
        Whereabouts now =
                new Whereabouts(
                        Whereabouts.State.GIVEN_UP,
                        List.of(),
                        AT,
                        reason,
                        Optional.empty(),
                        Optional.of(new RecordPlace("outbound-mail.dead-letter", 0, 7)),
                        0);
        return MailStoryText.of(
                new MailStory(
                        "order-2",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                new StatusEntry(
                                        status,
                                        AT,
                                        new ObjectMapper().readTree(event),
                                        List.of(SHUT))),
                        List.of(),
                        List.of(now)));
    }
}
