package dev.waypost.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static EmbeddedKafka kafka;
    private static Topics topics;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.started();
        topics = new Topics(kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        topics.close();
        kafka.close();
    }

    @Test
    void a_published_record_is_read_back_with_its_headers() {
        topics.publish("letters", "ann", "hello", Map.of("colour", "blue"));

        TopicRecord read = topics.awaitRecords("letters", 1, SOON).get(0);

        assertThat(read.keyText()).isEqualTo("ann");
        assertThat(read.text()).isEqualTo("hello");
        assertThat(read.header("colour")).contains("blue");
        assertThat(topics.records("letters")).hasSize(1);
        assertThat(topics.endOffsets("letters")).hasSize(3).containsValue(1L);
    }

    @Test
    void a_topic_that_was_never_written_holds_nothing() {
        assertThat(topics.records("never-written")).isEmpty();
        assertThat(topics.committed("nobody", "never-written")).isEmpty();
    }

    @Test
    void a_restart_keeps_the_records_and_the_port() {
        topics.create("kept", 1);
        topics.publish("kept", "a", "before");

        kafka.restart();
        topics.publish("kept", "a", "after");

        assertThat(topics.records("kept"))
                .extracting(TopicRecord::text)
                .containsExactly("before", "after");
    }
}
