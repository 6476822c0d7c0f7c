package dev.waypost.commit;

import dev.waypost.config.PodShare;
import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lanes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A pod's part of what the relay allows: that of the partitions that are its own. The group gives
 * each partition to one pod, so all parts make one, and nobody has to ask anybody. Looked at on the
 * polling threads; any thread may ask.
 */
@Singleton
class PartitionShare implements PodShare {

    /** The part that is shared out by the topics of mail events; the rest by the retry topics. */
    private static final double OF_MAIL_EVENTS = 0.9;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** A consumer that has not come by for so long is there no more. */
    private static final Duration GONE = Duration.ofSeconds(30);

    /**
     * What one consumer has of the topics it reads.
     *
     * @param at monotonic nanoseconds
     */
    private record Holding(int own, int all, boolean mailEvents, long at) {}

    private final Lanes lanes;
    private final LongSupplier nanoTime;
    private final Map<Consumer<?, ?>, Holding> holdings = new ConcurrentHashMap<>();

    @Inject
    PartitionShare(WaypostConfig config, LongSupplier nanoTime) {
        this(Lanes.of(config), nanoTime);
    }

    PartitionShare(Lanes lanes, LongSupplier nanoTime) {
        this.lanes = lanes;
        this.nanoTime = nanoTime;
    }

    /** After a poll, on its thread. */
    void look(Consumer<?, ?> consumer) {
        Collection<TopicPartition> own = consumer.assignment();
        long now = nanoTime.getAsLong();
        Holding before = holdings.get(consumer);
        boolean fresh =
                before != null
                        && before.own() == own.size()
                        && now - before.at() < BETWEEN_LOOKS.toNanos();
        Collection<String> topics = consumer.subscription();
        if (fresh || topics.isEmpty()) {
            return;
        }
        try {
            int all = 0;
            for (String topic : topics) {
                // Known to a consumer that is subscribed to it: asks nobody.
                all += consumer.partitionsFor(topic, BETWEEN_LOOKS).size();
            }
            boolean mailEvents = topics.stream().anyMatch(lanes::isEntrance);
            holdings.put(consumer, new Holding(own.size(), all, mailEvents, now));
        } catch (KafkaException notKnownYet) {
            holdings.remove(consumer);
        }
    }

    @Override
    public double part() {
        long now = nanoTime.getAsLong();
        holdings.values().removeIf(each -> now - each.at() > GONE.toNanos());
        double mails = part(true);
        double retries = part(false);
        if (mails < 0) {
            return 1;
        }
        return retries < 0 ? mails : OF_MAIL_EVENTS * mails + (1 - OF_MAIL_EVENTS) * retries;
    }

    /** Negative where nothing is known. */
    private double part(boolean mailEvents) {
        int own = 0;
        int all = 0;
        for (Holding each : holdings.values()) {
            if (each.mailEvents() == mailEvents) {
                own += each.own();
                all += each.all();
            }
        }
        return all == 0 ? -1 : Math.min(1, own / (double) all);
    }
}
