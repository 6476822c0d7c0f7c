package dev.waypost.intake;

import static dev.waypost.intake.AMail.aMail;
import static dev.waypost.intake.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.intake.address.Address;
import dev.waypost.intake.field.Violation;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bare JSON, CloudEvents structured, CloudEvents binary: the same mail, the same identity. */
class ThreeFormsTest {

    private final MailEventDecoder decoder = new MailEventDecoder();

    @Test
    void bare_json_is_the_mail_and_names_its_own_id() throws InvalidEvent {
        MailEvent event = decoder.decode(aMail().id("order-4711").record());

        assertThat(event.id()).isEqualTo("order-4711");
        assertThat(event.source()).isEmpty();
        assertThat(event.idempotencyKey()).isEqualTo("/order-4711");
        assertThat(event.from()).isEqualTo(new Address("shop@example.org", "Shop"));
        assertThat(event.to()).containsExactly(new Address("ann@example.net", null));
        assertThat(event.subject()).isEqualTo("Your order");
        assertThat(event.text()).isEqualTo("Thank you.");
        assertThat(event.html()).isNull();
        assertThat(event.cc()).isEmpty();
        assertThat(event.headers().fields()).isEmpty();
    }

    @Test
    void bare_json_may_leave_its_id_to_the_record_header() throws InvalidEvent {
        MailEvent event = decoder.decode(aMail().without("id").recordHeader("ce_id", "a").record());

        assertThat(event.id()).isEqualTo("a");
    }

    @Test
    void an_id_in_the_mail_must_agree_with_the_header() throws InvalidEvent {
        assertThat(decoder.decode(aMail().id("a").recordHeader("ce_id", "a").record()).id())
                .isEqualTo("a");

        InvalidEvent refusal = refusalOf(aMail().id("b").recordHeader("ce_id", "a").record());

        assertThat(refusal.violations())
                .containsExactly(
                        new Violation("/id", "must be the same as the event's id, or be left out"));
        assertThat(refusal.mailId()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "Application/CloudEvents+JSON; charset=UTF-8",
                "application/cloudevents"
            })
    void a_structured_cloud_event_is_told_by_its_content_type(String contentType)
            throws InvalidEvent {
        MailRecord record =
                aMail().without("id")
                        .recordHeader("content-type", contentType)
                        .structured("a", "/shop");

        MailEvent event = decoder.decode(record);

        assertThat(event.id()).isEqualTo("a");
        assertThat(event.source()).isEqualTo("/shop");
        assertThat(event.idempotencyKey()).isEqualTo("/shop/a");
    }

    @Test
    void a_structured_cloud_event_is_known_by_its_look_too() throws InvalidEvent {
        MailEvent event = decoder.decode(aMail().id("a").structured("a", "/shop"));

        assertThat(event.source()).isEqualTo("/shop");
    }

    @Test
    void violations_in_a_structured_event_point_into_data() {
        InvalidEvent refusal = refusalOf(aMail().with("bbc", "x").structured("order-1", "/shop"));

        assertThat(refusal.violations())
                .containsExactly(
                        new Violation("/data/bbc", "is not a known field; did you mean `bcc`?"));
    }

    @Test
    void a_binary_cloud_event_has_its_attributes_in_headers() throws InvalidEvent {
        MailEvent event = decoder.decode(binary(aMail().without("id"), "mail.send.v1").record());

        assertThat(event.id()).isEqualTo("a");
        assertThat(event.source()).isEqualTo("/shop");
    }

    @Test
    void expirytime_ends_the_mail_and_the_earlier_end_counts() throws InvalidEvent {
        AMail mail =
                binary(aMail().without("id"), "mail.send.v1")
                        .recordHeader("ce_expirytime", "2026-01-02T00:00:00+01:00");

        assertThat(decoder.decode(mail.record()).expiresAt())
                .isEqualTo(Instant.parse("2026-01-01T23:00:00Z"));
        mail.with("expires_at", "2026-01-01T00:00:00Z");
        assertThat(decoder.decode(mail.record()).expiresAt())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void a_cloud_event_of_another_type_is_refused_as_such() {
        InvalidEvent refusal = refusalOf(binary(aMail(), "order.placed.v1").record());

        assertThat(refusal.kind()).hasToString("unknown_event_type");
        assertThat(refusal.mailId()).isEqualTo("a");
        assertThat(refusal).hasMessageContaining("header `ce_type` must be mail.send.v1");
    }

    @Test
    void a_cloud_event_needs_all_its_attributes() {
        InvalidEvent refusal = refusalOf(aMail().recordHeader("ce_type", "mail.send.v1").record());

        assertThat(refusal.violations())
                .extracting(Violation::toString)
                .containsExactly(
                        "header `ce_id` is required in a CloudEvent",
                        "header `ce_specversion` is required in a CloudEvent",
                        "header `ce_source` is required in a CloudEvent");
    }

    @Test
    void a_structured_event_without_json_data_is_refused() {
        MailRecord record =
                AMail.record(
                        "{\"specversion\":\"0.3\",\"type\":\"mail.send.v1\",\"id\":\"a\","
                                + "\"source\":\"s\",\"data\":\"text\",\"expirytime\":1}");

        assertThat(refusalOf(record).violations())
                .containsExactly(
                        new Violation("/specversion", "must be 1.0"),
                        new Violation("/expirytime", "must be a string"),
                        new Violation("/data", "must be a JSON object; it is a string"));
    }

    @Test
    void batches_and_other_encodings_of_cloud_events_are_refused() {
        InvalidEvent refusal =
                refusalOf(
                        aMail().recordHeader("content-type", "application/cloudevents-batch+json")
                                .structured("order-1", "/shop"));

        assertThat(refusal.violations())
                .containsExactly(
                        new Violation(
                                "", "header `content-type` must be application/cloudevents+json"));
    }

    private static AMail binary(AMail mail, String type) {
        return mail.recordHeader("ce_id", "a")
                .recordHeader("ce_source", "/shop")
                .recordHeader("ce_specversion", "1.0")
                .recordHeader("ce_type", type)
                .recordHeader("content-type", "application/json");
    }
}
