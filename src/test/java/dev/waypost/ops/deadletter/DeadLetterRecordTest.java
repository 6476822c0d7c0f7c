package dev.waypost.ops.deadletter;

import static dev.waypost.ops.deadletter.Letters.aLetter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterRecordTest {

    @Test
    void a_letter_has_its_mails_id_whatever_the_records_key() {
        assertThat(aLetter().key("k").with("mail-id", "order-1").read().mailId())
                .isEqualTo("order-1");
        assertThat(aLetter().header("ce_id", "order-1").key("k").read().mailId())
                .isEqualTo("order-1");
        assertThat(aLetter().key("order-1").read().mailId()).isEqualTo("order-1");
    }

    @Test
    void a_letter_without_an_id_goes_by_the_place_where_it_stood_first() {
        assertThat(
                        aLetter()
                                .with("topic", "outbound-mail")
                                .with("partition", "1")
                                .with("offset", "5")
                                .read()
                                .mailId())
                .isEqualTo("outbound-mail/1/5");
        assertThat(aLetter().read().mailId()).isEqualTo("outbound-mail.dead-letter/2/7");
    }

    @Test
    void what_the_headers_do_not_say_is_empty_and_what_is_rubbish_is_as_if_not_said() {
        DeadLetterRecord letter =
                aLetter().with("attempts", "many").with("failed-at", "yesterday").read();

        assertThat(letter.attempts()).isZero();
        assertThat(letter.failedAt()).isEqualTo(Instant.EPOCH);
        assertThat(letter.code()).isEmpty();
        assertThat(letter.reason()).isEqualTo("-");
    }

    @Test
    void those_given_up_by_name_count_and_else_everybody_the_event_seems_to_name() {
        String event =
                """
                {"from": "shop@example.org", "to": "Ann <ann@example.net>, bob@example.com",
                 "text": "to: eve@example.net",
                 "cc": [{"email": "cat@sub.example.net", "name": "Cat"}], "bcc": ["dan@""";

        assertThat(aLetter().value(event).read().addressees())
                .containsExactly("ann@example.net", "bob@example.com", "cat@sub.example.net");
        assertThat(aLetter().value(event).with("recipients", "bob@example.com").read().domains())
                .containsExactly("example.com");
        assertThat(aLetter().value(null).read().addressees()).isEmpty();
    }

    @Test
    void whom_a_structured_cloudevent_is_for_stands_in_its_data() {
        assertThat(
                        aLetter()
                                .value("{\"id\": \"1\", \"data\": {\"to\": [\"ann@example.net\"]}}")
                                .read()
                                .addressees())
                .containsExactly("ann@example.net");
    }

    @Test
    void a_letter_of_a_record_that_nobody_could_read_is_no_mail_to_put_back() {
        assertThat(aLetter().with("reason", "unreadable_record").read().isReplayable()).isFalse();
        assertThat(aLetter().with("reason", "expired").read().isReplayable()).isTrue();
    }

    @Test
    void a_filter_wants_what_meets_each_condition() {
        DeadLetterRecord letter =
                aLetter()
                        .with("mail-id", "order-1")
                        .with("reason", "mailbox_unknown")
                        .with("class", "REJECT")
                        .with("code", "550")
                        .with("enhanced-status", "5.1.1")
                        .with("failed-at", "2026-05-04T10:00:00Z")
                        .with("recipients", "Ann@Mail.Example.net")
                        .read();
        DeadLetterFilter all = DeadLetterFilter.ALL;

        assertThat(
                        List.of(
                                all,
                                all.ids(List.of("x", "order-1")),
                                all.reasons(List.of("expired", "mailbox_unknown")),
                                all.classes(List.of("reject")),
                                all.codes(List.of("5xx")),
                                all.codes(List.of("5.1.x")),
                                all.recipients(List.of("ann@mail.example.net")),
                                all.domains(List.of("example.NET")),
                                all.after(Instant.parse("2026-05-04T10:00:00Z")),
                                all.before(Instant.parse("2026-05-04T10:00:01Z")),
                                all.within(List.of(PlaceRange.parse("2:5-9"))),
                                all.within(List.of(PlaceRange.parse("2:7-")))))
                .allMatch(filter -> filter.matches(letter));
        assertThat(
                        List.of(
                                all.ids(List.of("order-2")),
                                all.reasons(List.of("expired")),
                                all.codes(List.of("551", "5.1.2")),
                                all.recipients(List.of("bob@mail.example.net")),
                                all.domains(List.of("ample.net")),
                                all.after(Instant.parse("2026-05-04T10:00:01Z")),
                                all.before(Instant.parse("2026-05-04T10:00:00Z")),
                                all.within(List.of(PlaceRange.parse("2:8-"))),
                                all.reasons(List.of("mailbox_unknown")).codes(List.of("551"))))
                .noneMatch(filter -> filter.matches(letter));
    }

    @Test
    void what_is_no_place_and_no_code_is_refused() {
        assertThat(Place.parse("0:42")).isEqualTo(new Place(0, 42)).hasToString("0:42");
        assertThat(PlaceRange.parse("0:4-9")).hasToString("0:4-9");
        assertThatThrownBy(() -> Place.parse("42")).hasMessageContaining("PARTITION:OFFSET");
        assertThatThrownBy(() -> PlaceRange.parse("a-b")).hasMessageContaining("PARTITION:FIRST");
        assertThatThrownBy(() -> DeadLetterFilter.ALL.codes(List.of("55")))
                .hasMessageContaining("no reply code");
    }
}
