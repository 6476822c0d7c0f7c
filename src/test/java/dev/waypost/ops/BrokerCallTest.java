package dev.waypost.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.FreePort;
import dev.waypost.config.KafkaSettings;
import dev.waypost.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** A broker is asked, over a real connection, as long as it takes. */
class BrokerCallTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Test
    void one_call_serves_for_a_broker_that_goes_and_comes_back() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.started();
                BrokerCall call = call(kafka.bootstrapServers())) {
            assertThat(call.call()).isEqualTo(1);

            kafka.stop();
            assertThatThrownBy(call::call).isInstanceOf(TimeoutException.class);

            kafka.start();
            assertThat(call.call()).isEqualTo(1);
        }
    }

    @Test
    void a_name_without_an_address_is_told_of() {
        try (BrokerCall call = call("nowhere.invalid:" + FreePort.any())) {
            assertThatThrownBy(call::call)
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("No resolvable bootstrap urls");
        }
    }

    private static BrokerCall call(String broker) {
        return new BrokerCall(new KafkaSettings(Map.of("bootstrap.servers", broker)), PATIENCE);
    }
}
