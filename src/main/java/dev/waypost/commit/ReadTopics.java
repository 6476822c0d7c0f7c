package dev.waypost.commit;

import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;
import org.apache.camel.component.kafka.consumer.support.subcription.TopicInfo;

/**
 * Which topics the consumers of this pod read: what is put elsewhere nobody carries. Any thread.
 */
@Singleton
public class ReadTopics {

    private final Set<Predicate<String>> subscriptions = new CopyOnWriteArraySet<>();

    void add(TopicInfo topics) {
        subscriptions.add(
                topics.isPattern()
                        ? topics.getPattern().asMatchPredicate()
                        : Set.copyOf(topics.getTopics())::contains);
    }

    /** Whether a consumer has subscribed to it since the start. */
    public boolean isRead(String topic) {
        return subscriptions.stream().anyMatch(subscription -> subscription.test(topic));
    }
}
