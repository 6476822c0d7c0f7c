package dev.waypost.ops.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterRecordTest {

    @Test
    void the_line_says_place_time_mail_reason_code_and_attempts() {
        DeadLetterRecord kept =
                kept(
                        Map.of(
                                "dead-letter-failed-at", "2026-05-04T10:00:00Z",
                                "dead-letter-reason", "mailbox_unknown",
                                "dead-letter-code", "550",
                                "dead-letter-attempts", "1",
                                "dead-letter-recipients", "ann@example.net"));

        assertThat(kept.line())
                .isEqualTo("2:7\t2026-05-04T10:00:00Z\torder-1\tmailbox_unknown\t550\t1");
    }

    @Test
    void what_a_record_does_not_say_is_a_dash_and_its_time_the_records_own() {
        assertThat(kept(Map.of()).line()).isEqualTo("2:7\t1970-01-01T00:00:00Z\torder-1\t-\t-\t-");
    }

    @Test
    void a_replay_is_the_original_for_those_recipients_only_that_were_given_up() {
        ProducerRecord<byte[], byte[]> replay =
                kept(Map.of(
                                "ce_id", "order-1",
                                "dead-letter-reason", "x",
                                "dead-letter-recipients", "eve@example.net",
                                "dead-letter-topic", "outbound-mail",
                                "dead-letter-partition", "1",
                                "dead-letter-offset", "5",
                                "dead-letter-timestamp", "9"))
                        .replay("outbound-mail.retry.1m");

        assertThat(replay.topic()).isEqualTo("outbound-mail.retry.1m");
        assertThat(replay.key()).isEqualTo("order-1".getBytes(UTF_8));
        assertThat(replay.value()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(headers(replay))
                .isEqualTo(
                        Map.of(
                                "ce_id", "order-1",
                                "waypost-attempts", "0",
                                "waypost-remaining-recipients", "eve@example.net",
                                "waypost-replay-count", "1",
                                "waypost-topic", "outbound-mail",
                                "waypost-partition", "1",
                                "waypost-offset", "5",
                                "waypost-timestamp", "9"));
    }

    @Test
    void a_second_replay_counts_on() {
        assertThat(headers(kept(Map.of("dead-letter-replay-count", "1")).replay("retry")))
                .containsEntry("waypost-replay-count", "2");
    }

    @Test
    void a_dead_letter_of_a_record_that_nobody_could_read_is_no_mail_to_put_back() {
        assertThat(kept(Map.of("dead-letter-reason", "unreadable_record")).isReplayable())
                .isFalse();
        assertThat(kept(Map.of("dead-letter-reason", "expired")).isReplayable()).isTrue();
    }

    @Test
    void control_characters_do_not_reach_the_terminal() {
        assertThat(kept(Map.of("dead-letter-response", "550 \u001b[31mred\tno")).text())
                .contains("550 \uFFFD[31mred\uFFFDno")
                .endsWith("\n{}");
    }

    @Test
    void a_place_is_read_as_it_is_printed_and_anything_else_is_refused() {
        assertThat(Place.parse("0:42")).isEqualTo(new Place(0, 42)).hasToString("0:42");
        assertThatThrownBy(() -> Place.parse("42"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PARTITION:OFFSET");
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }

    private static DeadLetterRecord kept(Map<String, String> headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach((name, value) -> recordHeaders.add(name, value.getBytes(UTF_8)));
        return new DeadLetterRecord(
                new ConsumerRecord<>(
                        "outbound-mail.dead-letter",
                        2,
                        7,
                        0,
                        TimestampType.CREATE_TIME,
                        7,
                        2,
                        "order-1".getBytes(UTF_8),
                        "{}".getBytes(UTF_8),
                        recordHeaders,
                        Optional.empty()));
    }
}
