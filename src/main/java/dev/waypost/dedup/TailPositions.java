package dev.waypost.dedup;

import dev.waypost.config.KafkaClients.TopicLookup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jboss.logging.Logger;

/**
 * How far each partition of a topic was read that belongs to no group. Outlives the consumer, so
 * that one that begins anew misses nothing; notices partitions that are added and, by its id
 * (KIP-516), a topic that was made anew: both are read from their beginning. One thread.
 */
public final class TailPositions {

    private static final Logger LOG = Logger.getLogger(TailPositions.class);

    private final String topic;
    private final int window;

    /** The offset to be read next, of each partition that is followed. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /** Up to where must be read before mails are carried. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** How far back the very first were read; empty once that is far enough. */
    private final Map<TopicPartition, Back> backs = new HashMap<>();

    private Uuid id;

    /** Read from {@code first} to {@code end}, of which so many were passed over. */
    private static final class Back {

        private final long beginning;
        private final long end;
        private long first;
        private long passedOver;

        Back(long beginning, long first, long end) {
            this.beginning = beginning;
            this.first = first;
            this.end = end;
        }

        /** Twice as far at least, for what is read again must not be read often. */
        boolean goFurther(int share) {
            long wanted = Math.max(beginning, end - share - passedOver);
            if (first <= wanted) {
                return false;
            }
            first = Math.max(beginning, Math.min(wanted, first - (end - first)));
            passedOver = 0;
            return true;
        }
    }

    /**
     * @param window records that are read back at start, in all, without those passed over
     */
    public TailPositions(String topic, int window) {
        this.topic = topic;
        this.window = window;
    }

    /**
     * Asks what partitions there are now and has the consumer read all of them, where it left off.
     */
    public void follow(Consumer<?, ?> consumer, TopicLookup topics) throws InterruptedException {
        TopicDescription now = describe(topics);
        if (!now.topicId().equals(id)) {
            if (id != null) {
                LOG.warnf("topic %s was made anew; it is read from its beginning", topic);
                next.clear();
                ends.clear();
                backs.clear();
            }
        }
        Set<TopicPartition> more = new HashSet<>();
        now.partitions().forEach(it -> more.add(new TopicPartition(topic, it.partition())));
        more.removeAll(next.keySet());
        if (!more.isEmpty()) {
            begin(consumer, more);
        }
        id = now.topicId();
        if (!consumer.assignment().equals(next.keySet()) || !more.isEmpty()) {
            consumer.assign(next.keySet());
            next.forEach(consumer::seek);
        }
    }

    /** The very first are read back as far as the window is wide; what comes later, wholly. */
    private void begin(Consumer<?, ?> consumer, Set<TopicPartition> more) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(more);
        ends.putAll(consumer.endOffsets(more));
        int share = Math.max(1, window / more.size());
        for (TopicPartition partition : more) {
            long from = beginnings.get(partition);
            long end = ends.get(partition);
            if (id == null) {
                backs.put(partition, new Back(from, Math.max(from, end - share), end));
            }
            next.put(partition, id == null ? backs.get(partition).first : from);
        }
    }

    /** One of those that are read back was of no use: one more is wanted for it. */
    void passOver(TopicPartition partition) {
        Back back = backs.get(partition);
        if (back != null) {
            back.passedOver++;
        }
    }

    /**
     * Begins anew further back where what was read is too little without what was passed over.
     *
     * @return whether there is more to read now
     */
    boolean goFurtherBack(Consumer<?, ?> consumer) {
        int share = Math.max(1, window / Math.max(1, backs.size()));
        backs.values().removeIf(back -> !back.goFurther(share));
        backs.forEach(
                (partition, back) -> {
                    next.put(partition, back.first);
                    consumer.seek(partition, back.first);
                });
        return !backs.isEmpty();
    }

    private TopicDescription describe(TopicLookup topics) throws InterruptedException {
        try {
            return topics.describe(List.of(topic)).get(topic).get();
        } catch (ExecutionException e) {
            Throwable why = e.getCause();
            throw new KafkaException("topic %s: %s".formatted(topic, why.getMessage()), why);
        }
    }

    /** What was polled was taken in. */
    public void advance(Consumer<?, ?> consumer) {
        next.replaceAll((partition, before) -> consumer.position(partition));
    }

    /** Up to where they reach now must be read before mails are carried. */
    void findEnds(Consumer<?, ?> consumer) {
        ends.putAll(consumer.endOffsets(next.keySet()));
    }

    /** Whether each partition was read up to where it ended when that was looked at last. */
    public boolean isCaughtUp() {
        return !ends.isEmpty()
                && ends.entrySet().stream()
                        .allMatch(end -> next.get(end.getKey()) >= end.getValue());
    }

    int partitions() {
        return next.size();
    }
}
