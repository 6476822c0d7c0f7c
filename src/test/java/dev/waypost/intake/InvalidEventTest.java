package dev.waypost.intake;

import static dev.waypost.intake.AMail.aMail;
import static dev.waypost.intake.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.intake.field.Violation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault is told with its pointer and what was expected, all at once. */
class InvalidEventTest {

    @Test
    void without_an_id_the_refusal_says_where_one_may_stand() {
        InvalidEvent refusal = refusalOf(aMail().without("id").record());

        assertThat(refusal)
                .hasMessage(
                        "invalid_event: /id: is required: as field `id`, as record header `ce_id`,"
                                + " or as the id of a CloudEvent");
        assertThat(refusal.mailId()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    id               | 5                                  | /id: must be a string, not this number
                    id               | ""                                 | /id: must have at least 1 character
                    id               | "  "                               | /id: must not be blank
                    to               | 5                                  | /to: must be a string or an object or an array, not this number
                    to               | [["a@b"]]                          | /to/0: must be a string or an object, not an array
                    to               | {"name":"A"}                       | /to/email: is required
                    to               | [{"email":"a@b","nam":"A"}]        | /to/0/nam: is not a known field; did you mean `name`?
                    to               | []                                 | must have at least one recipient in `to`, `cc` or `bcc`
                    cc               | null                               | /cc: must be a string or an object or an array, not null: leave the field out instead
                    subject          | ["x"]                              | /subject: must be a string, not an array
                    replyTo          | "a@b"                              | /replyTo: is not a known field; did you mean `reply_to`?
                    #bcc             | "a@b"                              | /#bcc: is not a name of a field: none begins with #
                    raw              | "x"                                | /subject: must not stand beside `raw`
                    attachments      | [{"filename":"a","content":"-"}]   | /attachments/0/content: must be base64 (RFC 4648 section 4), padded and without line breaks
                    attachments      | [{"filename":"a","content":"QQ"}]  | /attachments/0/content: must be base64 (RFC 4648 section 4), padded and without line breaks
                    attachments      | [{"filename":"a","content":"QQ==","url":"https://x"}] | /attachments/0/url: is not supported: attachments travel as base64 in `content`
                    attachments      | [{"filename":"a","content":"QQ==","size":2}] | /attachments/0/size: must be the size of the content, which is 1
                    attachments      | [{"filename":"a","content":"QQ==","size":1.5}] | /attachments/0/size: must be a whole number, not this number
                    attachments      | [{"filename":"a","content":"QQ==","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}] | /attachments/0/sha256: must be the SHA-256 of the content; it is that of other content
                    attachments      | [{"filename":"a","content":"QQ==","content_type":"pdf"}] | /attachments/0/content_type: must be a media type such as application/pdf (RFC 2045 section 5.1)
                    attachments      | [{"filename":"a","content":"QQ==","disposition":"hidden"}] | /attachments/0/disposition: must be one of attachment, inline
                    attachments      | [{"content":"QQ=="}]               | /attachments/0/filename: is required
                    headers          | {"X Y":"a"}                        | /headers/X Y: must be a header field name: 1 to 76 printable ASCII characters but no colon
                    headers          | {"BCC":"a@b"}                      | /headers/BCC: is not allowed among headers; use `bcc`
                    headers          | {"mail.smtp.host":"a"}             | /headers/mail.smtp.host: is not allowed among headers: it is not the producer's
                    headers          | {"X-A":"1","x-a":"2"}              | /headers/x-a: must stand only once, in upper or lower case; an array has its values
                    headers          | {"X-A":[]}                         | /headers/X-A: must have at least 1 entry
                    headers          | {"X-A":["1",2]}                    | /headers/X-A/1: must be a string, not this number
                    headers          | {"References":["<a@b>","<c@d>"]}   | /headers/References: must have one value: a mail has this field only once
                    headers          | {"list-id":["a","b"]}              | /headers/list-id: must have one value: a mail has this field only once
                    headers          | {"Sender":"a@b"}                   | /headers/Sender: is not allowed among headers; use `sender`
                    sender           | ["a@b"]                            | /sender: must be a string or an object, not an array
                    headers          | {"#a":5}                           | /headers/#a: is not a name of a field: none begins with #
                    calendar         | {"content":"BEGIN:VEVENT"}         | /calendar/content: must be iCalendar, from BEGIN:VCALENDAR to END:VCALENDAR (RFC 5545)
                    calendar         | {"content":"BEGIN:VCALENDAR\\nEND:VCALENDAR"} | /calendar/content: must have one METHOD above its components, of PUBLISH, REQUEST, REPLY, ADD, CANCEL, REFRESH, COUNTER, DECLINECOUNTER; a calendar without one is an attachment
                    calendar         | {"content":"BEGIN:VCALENDAR\\nMETHOD:ADD\\nMETHOD:ADD\\nEND:VCALENDAR"} | /calendar/content: must have one METHOD above its components, of PUBLISH, REQUEST, REPLY, ADD, CANCEL, REFRESH, COUNTER, DECLINECOUNTER; a calendar without one is an attachment
                    calendar         | {"method":"REPLY","content":"BEGIN:VCALENDAR\\nMETHOD:REQUEST\\nEND:VCALENDAR"} | /calendar/method: must be the METHOD of the content, which is REQUEST
                    calendar         | {"method":"REQUEST"}               | /calendar/content: is required
                    list_unsubscribe | {}                                 | /list_unsubscribe: must have `url`, `mailto` or both
                    list_unsubscribe | {"url":"http://a/","one_click":true} | /list_unsubscribe/one_click: must have an https `url` beside it (RFC 8058 section 3.1)
                    list_unsubscribe | {"url":"javascript:x"}             | /list_unsubscribe/url: must be an http or https URL in ASCII, other characters percent-encoded
                    list_unsubscribe | {"url":"//example.org/leave"}      | /list_unsubscribe/url: must be an http or https URL in ASCII, other characters percent-encoded
                    list_unsubscribe | {"mailto":"x"}                     | /list_unsubscribe/mailto: must be an ASCII address or a mailto: URI (RFC 6068)
                    message_id       | "a b@c"                            | /message_id: must be a Message-ID such as <left@example.org> (RFC 5322 3.6.4)
                    envelope_from    | "A <a@b>"                          | /envelope_from: must be an address; before the @ stand letters, digits, !#$%&'*+-/=?^_`{}~ and single dots between them, or else a string in double quotes, without a name, or "" for the null reverse-path
                    priority         | "urgent"                           | /priority: must be one of high, normal, bulk
                    stream           | "a b"                              | /stream: must match ^[A-Za-z0-9._-]{1,64}$
                    send_at          | "tomorrow"                         | /send_at: must be an RFC 3339 date-time with an offset, such as 2026-01-31T08:00:00Z
                    send_at          | "2026-01-31T08:00:00"              | /send_at: must be an RFC 3339 date-time with an offset, such as 2026-01-31T08:00:00Z
                    delivery         | {"split":"none"}                   | /delivery/split: is not a known field
                    delivery         | {"max_attempts":0}                 | /delivery/max_attempts: must be 1 or more
                    delivery         | {"uncertain":"maybe"}              | /delivery/uncertain: must be one of retry-later, hold, assume-accepted, assume-sent
                    """)
    void each_fault_has_its_pointer_and_what_was_expected(
            String field, String json, String violation) throws Exception {
        JsonNode value = new ObjectMapper().readTree(json);

        InvalidEvent refusal = refusalOf(aMail().with(field, value).record());

        assertThat(refusal.kind()).hasToString("invalid_event");
        assertThat(refusal.violations())
                .extracting(Violation::toString)
                .contains(violation.replace("_`{}~", "_`{|}~"));
    }

    @Test
    void only_a_header_field_that_cannot_be_folded_is_too_long() throws InvalidEvent {
        String word = "w".repeat(900);
        String most = "w".repeat(997);

        new MailEventDecoder()
                .decode(
                        aMail().with("headers", Map.of("X-A", word + " " + most + " " + word))
                                .record());
        for (String unfoldable : List.of("w" + most, word + " w" + most, word + "  " + word)) {
            assertThat(refusalOf(aMail().with("headers", Map.of("X-A", unfoldable)).record()))
                    .hasMessage(
                            "invalid_event: /headers/X-A: must fold into lines of 998 octets,"
                                    + " which it does at single spaces");
        }
        assertThat(refusalOf(aMail().with("headers", Map.of("X-A", "ü ".repeat(30_000))).record()))
                .hasMessageContaining("/headers/X-A: must have at most 65536 octets");
    }

    @Test
    void all_faults_are_listed_at_once_and_in_the_same_order() {
        AMail mail =
                aMail().without("from", "text", "subject")
                        .to("ann", "b@@c")
                        .with("bcc", List.of())
                        .with("reply-to", "x")
                        .with("send_at", "2026-01-02T00:00:00Z")
                        .with("expires_at", "2026-01-01T00:00:00Z");

        InvalidEvent refusal = refusalOf(mail.record());

        assertThat(refusal.violations())
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/from", "", "/subject", "/to/0", "/to/1", "/reply-to", "/send_at");
        assertThat(refusalOf(mail.record())).hasMessage(refusal.getMessage());
        assertThat(refusal.mailId()).isEqualTo("order-1");
    }

    @Test
    void fifty_faults_are_listed_and_the_rest_counted() {
        String[] nobody = Collections.nCopies(60, "x").toArray(String[]::new);

        InvalidEvent refusal = refusalOf(aMail().to(nobody).record());

        assertThat(refusal.violations()).hasSize(50);
        assertThat(refusal.getMessage()).endsWith("; and 10 more");
    }

    @Test
    void neither_the_message_nor_the_pointers_hold_content_or_line_breaks() {
        AMail mail =
                aMail().to("secret@@example.org")
                        .subject("secret\r\n")
                        .with("message_id", "secret")
                        .with("priority", "secret")
                        .with("list_unsubscribe", Map.of("url", "secret", "mailto", "secret"))
                        .with("send_at", "secret")
                        .with("x\r\ny\u202e", 1);

        InvalidEvent refusal = refusalOf(mail.record());

        assertThat(refusal.getMessage())
                .doesNotContain("secret", "\r", "\n", "\u202e")
                .contains("/x??y?: ");
    }
}
