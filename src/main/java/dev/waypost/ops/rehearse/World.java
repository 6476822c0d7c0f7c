package dev.waypost.ops.rehearse;

import dev.waypost.ops.rehearse.kafka.MemoryKafka;
import dev.waypost.ops.rehearse.relay.RelayDouble;
import dev.waypost.ops.rehearse.relay.SelfMadeAuthority;
import dev.waypost.smtp.tls.RelayTls;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What outlives the process: the broker, the relay, who vouches for the relay, and TLS with it. */
record World(MemoryKafka kafka, RelayDouble relay, SelfMadeAuthority authority, RelayTls tls) {

    /** The same as it is now; what happens to one does not happen to the other. */
    World copy() {
        return new World(kafka.copy(), relay.copy(), authority, tls);
    }

    /** Publishes a mail event, as a backend does. */
    void publish(String topic, String key, byte[] value, Instant now) {
        kafka.append(topic, key.getBytes(StandardCharsets.UTF_8), value, new RecordHeaders(), now);
    }
}
