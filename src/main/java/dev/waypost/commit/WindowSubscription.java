package dev.waypost.commit;

import dev.waypost.config.Handover;
import dev.waypost.config.WaypostConfig;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.support.subcription.SubscribeAdapter;
import org.apache.camel.component.kafka.consumer.support.subcription.TopicInfo;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Subscribes every Kafka consumer of the routes so that a rebalance finds the window tidy: what is
 * in flight may finish, what is done is committed, what is gone is forgotten, and what came from
 * another pod is not carried before that one's reports are known. Camel finds it in the registry by
 * its name. Its callbacks run on the polling thread.
 */
@Singleton
@Named(KafkaConstants.KAFKA_SUBSCRIBE_ADAPTER)
public class WindowSubscription implements SubscribeAdapter {

    private final InFlightWindow window;
    private final ReadTopics read;
    private final Handover handover;
    private final Duration atMost;

    @Inject
    WindowSubscription(
            InFlightWindow window, ReadTopics read, Handover handover, WaypostConfig config) {
        this.window = window;
        this.read = read;
        this.handover = handover;
        this.atMost = config.delivery().drainTimeout();
    }

    @Override
    public void subscribe(
            Consumer<?, ?> consumer, ConsumerRebalanceListener camel, TopicInfo topics) {
        read.add(topics);
        ConsumerRebalanceListener listener = new Tidying(consumer, camel);
        if (topics.isPattern()) {
            consumer.subscribe(topics.getPattern(), listener);
        } else {
            consumer.subscribe(topics.getTopics(), listener);
        }
    }

    private final class Tidying implements ConsumerRebalanceListener {

        private final Consumer<?, ?> consumer;
        private final ConsumerRebalanceListener camel;

        Tidying(Consumer<?, ?> consumer, ConsumerRebalanceListener camel) {
            this.consumer = consumer;
            this.camel = camel;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            window.revoked(consumer, partitions, atMost);
            camel.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                handover.takenOver();
            }
            camel.onPartitionsAssigned(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            window.lost(partitions);
            camel.onPartitionsLost(partitions);
        }
    }
}
