package dev.waypost.intake;

import static dev.waypost.intake.AMail.aMail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.InDoubt;
import dev.waypost.intake.address.Address;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the event says is what is decoded; no field is lost on the way. */
class EveryFieldTest {

    private static final String INVITATION =
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETH\r\n OD:REQUEST\r\nBEGIN:VEVENT\r\nMETHOD:x\r\n"
                    + "END:VEVENT\r\nEND:VCALENDAR\r\n";

    private final MailEventDecoder decoder = new MailEventDecoder();

    @Test
    void every_field_arrives() throws InvalidEvent {
        AMail mail =
                aMail().with("to", "Ann <ann@example.net>")
                        .cc("bob@example.net")
                        .with("bcc", Map.of("email", "archive@example.org", "name", "A, B"))
                        .with("reply_to", "support@example.org")
                        .with("envelope_from", "")
                        .html("<p>Hi</p>")
                        .with("amp_html", "<html amp4email></html>")
                        .with("calendar", Map.of("method", "request", "content", INVITATION))
                        .attachment("a.txt", "text/plain; charset=utf-8", new byte[] {1, 2, 3})
                        .at("/attachments/0/size", 3)
                        .at("/attachments/0/disposition", "inline")
                        .at("/attachments/0/content_id", "<logo@x>")
                        .at(
                                "/attachments/0/sha256",
                                "039058C6F2C0CB492C533B0A4D14EF77CC0F78ABCCCED5287D84A1A2011CFB81")
                        .with("headers", Map.of("X-Tag", List.of("a", "b")))
                        .with("sender", "Ann <ann@example.org>")
                        .with(
                                "list_unsubscribe",
                                Map.of(
                                        "url", "https://example.org/u",
                                        "mailto", "mailto:u@example.org?subject=stop",
                                        "one_click", true))
                        .with("message_id", "<a@example.org>")
                        .with("idempotency_key", "k")
                        .with("priority", "bulk")
                        .with("stream", "news")
                        .with("tags", List.of("a", "b"))
                        .with("metadata", Map.of("customer", "42"))
                        .with("send_at", "2026-01-01T00:00:00Z")
                        .with("expires_at", "2026-01-02T00:00:00Z")
                        .with(
                                "delivery",
                                Map.of(
                                        "uncertain",
                                        "assume-sent",
                                        "max_attempts",
                                        3,
                                        "require_smtputf8",
                                        true));

        MailEvent event = decoder.decode(mail.record());

        assertThat(event).hasNoNullFieldsOrPropertiesExcept("raw", "reversePath");
        assertThat(event.to()).containsExactly(new Address("ann@example.net", "Ann"));
        assertThat(event.bcc()).containsExactly(new Address("archive@example.org", "A, B"));
        assertThat(event.ampHtml()).isEqualTo("<html amp4email></html>");
        assertThat(event.calendar()).isEqualTo(new Calendar("REQUEST", INVITATION));
        assertThat(event.sender()).isEqualTo(new Address("ann@example.org", "Ann"));
        assertThat(event.reversePath()).isNull();
        assertThat(event.attachments()).hasSize(1);
        assertThat(event.attachments().get(0))
                .usingRecursiveComparison()
                .isEqualTo(
                        new Attachment(
                                "a.txt",
                                new MediaType("text/plain", Map.of("charset", "utf-8")),
                                new byte[] {1, 2, 3},
                                true,
                                new MessageId("<logo@x>")));
        assertThat(event.headers().fields()).containsExactly(Map.entry("X-Tag", List.of("a", "b")));
        assertThat(event.listUnsubscribe().oneClick()).isTrue();
        assertThat(event.idempotencyKey()).isEqualTo("k");
        assertThat(event.tags()).containsExactly("a", "b");
        assertThat(event.metadata()).containsEntry("customer", "42");
        assertThat(event.delivery())
                .isEqualTo(new MailEvent.DeliveryOptions(InDoubt.ASSUME_ACCEPTED, 3));
    }

    @Test
    void a_raw_message_needs_no_subject_and_no_body() throws InvalidEvent {
        AMail mail = aMail().without("subject", "text").with("raw", "Subject: Hi\r\n\r\nHi\r\n");

        assertThat(decoder.decode(mail.record()).raw()).startsWith("Subject");
    }

    @Test
    void large_attachments_are_read() throws InvalidEvent {
        byte[] file = new byte[20 * 1024 * 1024];

        MailEvent event =
                decoder.decode(aMail().attachment("a.bin", "application/zip", file).record());

        assertThat(event.attachments().get(0).content()).hasSize(file.length);
    }

    @Test
    void the_event_with_every_field_is_valid() throws Exception {
        MailRecord record = AMail.record(EveryField.event().toString());

        assertThat(decoder.decode(record).id()).isEqualTo("a");
    }
}
