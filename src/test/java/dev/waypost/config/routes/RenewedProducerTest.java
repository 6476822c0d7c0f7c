package dev.waypost.config.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What was refused for its password is written once the password is right. */
class RenewedProducerTest {

    private final List<MockProducer<byte[], Object>> made = new ArrayList<>();
    private final RenewedProducer producer = new RenewedProducer(this::make);
    private final List<Exception> failures = new ArrayList<>();

    private Producer<byte[], Object> make() {
        made.add(new MockProducer<>(false, null, new ByteArraySerializer(), (topic, body) -> null));
        return made.get(made.size() - 1);
    }

    @Test
    void one_that_was_refused_is_replaced_once_and_closed() {
        send();
        send();

        refuse();
        refuse();
        send();

        assertThat(failures).hasSize(2);
        assertThat(made).hasSize(2);
        assertThat(made.get(0).closed()).isTrue();
        assertThat(made.get(1).history()).hasSize(1);
    }

    @Test
    void another_failure_is_its_own_to_get_over() {
        send();

        made.get(0).errorNext(new TimeoutException("away"));

        assertThat(failures).hasSize(1);
        assertThat(made).hasSize(1);
    }

    @Test
    void none_is_made_after_the_end() {
        send();
        producer.close();

        refuse();

        assertThat(made).hasSize(1);
    }

    private void refuse() {
        made.get(0).errorNext(new SaslAuthenticationException("wrong password"));
    }

    private void send() {
        producer.send(
                new ProducerRecord<>("mail", new byte[0]),
                (metadata, failure) -> failures.add(failure));
    }
}
