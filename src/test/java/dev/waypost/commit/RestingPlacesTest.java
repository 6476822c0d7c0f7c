package dev.waypost.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offsets that never hold a record are passed over, those of records never. */
class RestingPlacesTest {

    private static final TopicPartition P0 = new TopicPartition("outbound-mail", 0);

    private final RestingPlaces places = new RestingPlaces();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @BeforeEach
    void assign() {
        consumer.assign(List.of(P0));
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
    }

    @Test
    void a_consumer_that_has_read_nothing_rests_nowhere() {
        polled();
        polled();
        polled();

        assertThat(places.of(P0)).isEmpty();
    }

    @Test
    void what_a_poll_brought_is_passed_only_after_the_next_one_brought_nothing() {
        polled();
        consumer.addRecord(new ConsumerRecord<>("outbound-mail", 0, 0, null, new byte[0]));

        polled();
        assertThat(places.of(P0)).as("polled, not yet taken").isEmpty();

        polled();
        assertThat(places.of(P0)).isEqualTo(OptionalLong.of(1));
    }

    @Test
    void markers_alone_are_passed_too() {
        polled();
        consumer.seek(P0, 3);

        polled();
        polled();

        assertThat(places.of(P0)).isEqualTo(OptionalLong.of(3));
    }

    @Test
    void markers_behind_where_another_process_stopped_are_passed_too() {
        consumer.seek(P0, 3);

        polled();
        polled();

        assertThat(places.of(P0)).isEqualTo(OptionalLong.of(3));
    }

    @Test
    void a_place_that_is_not_known_is_none() {
        consumer.unsubscribe();
        MockConsumer<byte[], byte[]> none = new MockConsumer<>("none");
        none.assign(List.of(P0));

        places.look(none, P0);

        assertThat(places.of(P0)).isEmpty();
    }

    private void polled() {
        consumer.poll(Duration.ZERO);
        places.look(consumer, P0);
    }
}
