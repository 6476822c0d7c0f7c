package dev.waypost.simulation;

import dev.waypost.carry.WholeRecordSerializer;
import dev.waypost.config.Accountable;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A {@code kafka:} endpoint that is written to, with the serializer that all of them have.
 *
 * @param topic which
 */
record KafkaWrite(Function<Exchange, String> topic) implements Step {

    private static final Serializer<Object> BODIES = new WholeRecordSerializer();

    @Override
    public boolean take(Walk walk) {
        Message message = walk.exchange.getMessage();
        Object other = message.removeHeader(KafkaConstants.OVERRIDE_TOPIC);
        String target = other == null ? topic.apply(walk.exchange) : other.toString();
        Headers headers = new RecordHeaders();
        message.getHeaders()
                .forEach(
                        (name, value) -> {
                            if (!name.startsWith("kafka.") && !name.startsWith("Camel")) {
                                headers.add(name, bytes(value));
                            }
                        });
        Pod pod = walk.pod;
        Object body = message.getBody();
        pod.kafka.write(
                pod.life,
                target,
                (byte[]) message.getHeader(KafkaConstants.KEY),
                BODIES.serialize(target, headers, body),
                headers,
                entry -> pod.kafka.judge.written(walk, target, entry),
                entry -> {
                    pod.kafka.judge.heard(walk, target);
                    if (body instanceof Accountable accountable) {
                        accountable.acknowledged(target);
                    }
                    walk.resume();
                },
                failure -> {
                    walk.writeFailed = true;
                    walk.raise(failure);
                });
        return false;
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] bytes
                ? bytes
                : value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
