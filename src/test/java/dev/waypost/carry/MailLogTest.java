package dev.waypost.carry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.TestClock;
import dev.waypost.commit.ReadTopics;
import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import dev.waypost.ops.Settings;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.Results;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line of a mail says which mail it is, refused ones too, and never whom it is for. */
class MailLogTest {

    private static final WaypostConfig CONFIG =
            Settings.of(Map.of("waypost.relay.host", "relay.example.org"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "k                | {'id': 'order-1', 'bbc': 'x'}               | order-1",
                "k                | {'id': 4711, 'from': 'a@example.org'}       | 4711",
                "k                | {'specversion': '1.0', 'data': {'id': 'd'}} | d",
                "k                | {'id': 'order-1', 'from                     | order-1",
                "order-1          | {'from                                      | key:order-1",
                "order-1          | no JSON at all                              | key:order-1",
                "order-1          | {'id': ''}                                  | key:order-1",
                "ann@example.org  | no JSON at all                              | -",
                "an\u0007n        | no JSON at all                              | -",
                "                 | no JSON at all                              | -",
            })
    void a_refused_event_is_known_by_whatever_id_can_be_read(String key, String value, String id) {
        Delivery refused = refused(key, value.replace('\'', '"'));

        assertThat(MailLog.fields(refused)).containsEntry("id", id);
    }

    @Test
    void the_fields_are_these_in_this_order() {
        assertThat(MailLog.fields(refused("k", "no JSON")).keySet())
                .containsExactly(
                        "status",
                        "class",
                        "reason",
                        "phase",
                        "reply",
                        "ports",
                        "attempt",
                        "recipients",
                        "record",
                        "id");
    }

    private static Delivery refused(String key, String value) {
        byte[] octets = key == null ? null : key.getBytes(UTF_8);
        MailRecord record = new MailRecord("t", 0, 1, 0, octets, value.getBytes(UTF_8), List.of());
        DeliveryResults results =
                new DeliveryResults(new Results(CONFIG, new TestClock()), CONFIG, new ReadTopics());
        Delivery delivery = Delivery.of(null, record).opened(DeliveryHistory.first(record));
        try {
            return delivery.decoded(new MailEventDecoder().decode(record));
        } catch (InvalidEvent refusal) {
            return results.refuse(delivery, refusal);
        }
    }
}
