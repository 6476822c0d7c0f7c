package dev.waypost.config;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Stands between a consumer and its poll loop, which would try again without a pause. */
public interface PollGuard {

    /** Polls; on the polling thread. */
    <K, V> ConsumerRecords<K, V> poll(
            Consumer<K, V> consumer, Supplier<ConsumerRecords<K, V>> poll);
}
