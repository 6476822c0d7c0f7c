package dev.waypost.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka's consumer interface in front of a {@link FakeConsumer}: a method that the fake does not
 * have says so, rather than pretending.
 */
final class ConsumerMask implements InvocationHandler {

    private final FakeConsumer behind;

    private ConsumerMask(FakeConsumer behind) {
        this.behind = behind;
    }

    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> of(FakeConsumer behind) {
        return (Consumer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        ConsumerMask.class.getClassLoader(),
                        new Class<?>[] {Consumer.class},
                        new ConsumerMask(behind));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object invoke(Object proxy, Method asked, Object[] with) {
        switch (asked.getName()) {
            case "equals":
                return proxy == with[0];
            case "hashCode":
                return behind.name().hashCode(); // the same in each replay
            case "toString":
                return "consumer of " + behind.name();
            case "assignment":
                return behind.assignment();
            case "paused":
                return behind.paused();
            case "position":
                return behind.position((TopicPartition) with[0]);
            case "currentLag":
                return OptionalLong.of(behind.currentLag((TopicPartition) with[0]));
            case "subscription":
                return Set.of(); // What part of a told rate is whose is no matter here.
            case "pause":
                behind.pause((Collection<TopicPartition>) with[0]);
                return null;
            case "resume":
                behind.resume((Collection<TopicPartition>) with[0]);
                return null;
            case "seek":
                behind.seek((TopicPartition) with[0], (long) with[1]);
                return null;
            case "seekToBeginning":
                behind.seekToBeginning((Collection<TopicPartition>) with[0]);
                return null;
            case "committed":
                return behind.committed((Collection<TopicPartition>) with[0]);
            case "commitSync":
                behind.commitSync((Map<TopicPartition, OffsetAndMetadata>) with[0]);
                return null;
            case "commitAsync":
                behind.commitAsync(
                        (Map<TopicPartition, OffsetAndMetadata>) with[0],
                        (OffsetCommitCallback) with[1]);
                return null;
            case "subscribe":
                behind.subscribe(topics(with[0]), (ConsumerRebalanceListener) with[1]);
                return null;
            default:
                throw new UnsupportedOperationException("the fake Kafka lacks " + asked);
        }
    }

    private static Predicate<String> topics(Object wanted) {
        return wanted instanceof Pattern pattern
                ? pattern.asMatchPredicate()
                : ((Collection<?>) wanted)::contains;
    }
}
