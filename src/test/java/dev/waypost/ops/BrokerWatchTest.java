package dev.waypost.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The broker's absence is known, explained, and told once. */
class BrokerWatchTest {

    private static final Callable<Integer> ANSWER = () -> 3;
    private static final Callable<Integer> SILENCE =
            () -> {
                throw new TimeoutException("Timed out waiting for a node assignment.");
            };
    private static final Callable<Integer> REFUSAL =
            () -> {
                throw new SaslAuthenticationException("Authentication failed");
            };

    private final BrokerWatch watch =
            new BrokerWatch(new KafkaSettings(Map.of("bootstrap.servers", "kafka:9092")));

    private final Logger logger = Logger.getLogger(BrokerWatch.class.getName());
    private final Told told = new Told();

    @BeforeEach
    void listen() {
        logger.addHandler(told);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(told);
    }

    @Test
    void nothing_is_taken_for_granted_before_the_first_answer() {
        assertThat(watch.absence()).hasValue("the Kafka broker at kafka:9092 has not answered yet");
    }

    @Test
    void a_broker_that_answers_is_there() throws Exception {
        watch.look(ANSWER);

        assertThat(watch.absence()).isEmpty();
    }

    @Test
    void a_silent_broker_is_told_of_in_plain_words() throws Exception {
        watch.look(ANSWER);
        watch.look(SILENCE);

        assertThat(watch.absence()).hasValue("no Kafka broker at kafka:9092 answers within 5 s");
    }

    @Test
    void a_broker_that_does_not_let_us_in_is_quoted() throws Exception {
        watch.look(REFUSAL);

        assertThat(watch.absence())
                .hasValue("no Kafka broker at kafka:9092 can be used: Authentication failed");
    }

    @Test
    void the_broker_is_there_again_with_its_next_answer() throws Exception {
        watch.look(ANSWER);
        watch.look(SILENCE);
        watch.look(ANSWER);

        assertThat(watch.absence()).isEmpty();
    }

    @Test
    void the_log_has_a_line_when_it_goes_and_a_line_when_it_is_back() throws Exception {
        watch.look(ANSWER);
        told.lines.clear();

        for (int i = 0; i < 10; i++) {
            watch.look(SILENCE);
        }
        for (int i = 0; i < 10; i++) {
            watch.look(ANSWER);
        }

        assertThat(told.lines)
                .containsExactly(
                        "no Kafka broker at kafka:9092 answers within 5 s; mails wait in it until"
                                + " it is back",
                        "the Kafka broker at kafka:9092 answers");
    }

    @Test
    void a_broker_that_was_not_there_at_start_is_left_to_those_who_wait_for_it() throws Exception {
        watch.look(SILENCE);
        watch.look(SILENCE);

        assertThat(told.lines).isEmpty();
    }

    /** Keeps the lines of the log. */
    private static final class Told extends Handler {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(
                    line instanceof org.jboss.logmanager.ExtLogRecord extended
                            ? extended.getFormattedMessage()
                            : line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
