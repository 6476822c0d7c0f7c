package dev.waypost.simulation;

import dev.waypost.commit.LeaderEpochs;
import dev.waypost.commit.WindowSubscription;
import dev.waypost.config.PollGuard;
import java.util.Collection;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.support.subcription.TopicInfo;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Camel's Kafka consumer of one route: poll, the listener's word, the polled records one by one,
 * again. Where nothing happens it looks less and less often, for time is virtual but polls are not;
 * whatever could be news to it wakes it.
 */
final class PollLoop {

    private static final long MILLI = 1_000_000;
    private static final long SHORTEST = MILLI;
    private static final long LONGEST = 16_000 * MILLI;

    /** Where lateness counts. */
    private static final long LONGEST_IF_FAIR = 2_000 * MILLI;

    /** Where it would find nothing at all, until it is woken. */
    private static final long IDLE = 120_000 * MILLI;

    private static final ConsumerRebalanceListener CAMEL =
            new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
            };

    private final Pod pod;
    private final RouteBook.Intake intake;
    private final FakeGroup group;
    private final FakeConsumer consumer;
    private final Consumer<byte[], byte[]> mask;
    private final PollGuard guard;
    private final int mostRecords;
    private final long longest;
    private final Dice dice;
    private long pause = SHORTEST;
    private long turn;
    private boolean closed;
    private boolean polling;

    /** There was news while it polled. */
    private boolean woken;

    PollLoop(Pod pod, RouteBook.Intake intake, Plan plan, Dice dice) {
        this.pod = pod;
        this.intake = intake;
        this.dice = dice;
        this.mostRecords = plan.pollRecords;
        this.longest = plan.isFair ? LONGEST_IF_FAIR : LONGEST;
        this.group = pod.kafka.group(intake.group());
        this.consumer =
                new FakeConsumer(
                        pod.kafka,
                        group,
                        pod.life,
                        Promises.committedOnly(),
                        dice.fork(1),
                        this::wake);
        this.mask = ConsumerMask.of(consumer);
        this.guard = pod.beans.get(LeaderEpochs.class);
    }

    void start(WindowSubscription subscription) {
        subscription.subscribe(
                mask,
                CAMEL,
                intake.isPattern()
                        ? new TopicInfo(Pattern.compile(intake.topic()), intake.topic())
                        : new TopicInfo(null, intake.topic()));
        next();
    }

    boolean wants(String topic) {
        return consumer.wants(topic);
    }

    boolean holds(TopicPartition place) {
        return consumer.holds(place);
    }

    /** A record has ended, and left room for others. */
    void ended() {
        if (!consumer.isIdle()) {
            wake();
        }
    }

    /** The broker has not heard of it for too long. */
    void isGivenUp() {
        consumer.isGivenUp();
    }

    void wake() {
        if (polling) {
            woken = true;
        } else if (pause > SHORTEST && !closed) {
            pause = SHORTEST;
            next();
        }
    }

    private void next() {
        long mine = ++turn;
        pod.scheduler.after(
                pod.life,
                pause + dice.spread(MILLI / 10, 2 * MILLI),
                () -> {
                    if (mine == turn && !closed) {
                        polling = true;
                        woken = false;
                        pod.scheduler.mayWait();
                        boolean busy = poll();
                        polling = false;
                        pause = busy || woken ? SHORTEST : longer();
                        if (!closed) {
                            next();
                        }
                    }
                });
    }

    private long longer() {
        return consumer.isIdle() || pod.isShut()
                ? IDLE
                : Math.min(longest, Math.max(20 * MILLI, 8 * pause));
    }

    /** Whether anything came of it. */
    private boolean poll() {
        ConsumerRecords<byte[], byte[]> polled;
        try {
            polled = guard.poll(mask, () -> consumer.poll(mostRecords));
        } catch (KafkaException e) {
            return false;
        }
        pod.window.afterConsume(mask);
        PolledRecords records = consumer.latest();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            take(records.behind(record));
        }
        pod.window.afterProcess(null);
        return !polled.isEmpty();
    }

    private void take(PolledRecords.Polled record) {
        Entry entry = record.entry();
        Exchange exchange = new DefaultExchange(Steps.CAMEL);
        Message message = exchange.getMessage();
        message.setHeader(KafkaConstants.TOPIC, entry.partition.place.topic());
        message.setHeader(KafkaConstants.PARTITION, entry.partition.place.partition());
        message.setHeader(KafkaConstants.OFFSET, entry.offset);
        message.setHeader(KafkaConstants.TIMESTAMP, entry.timestamp);
        message.setHeader(KafkaConstants.HEADERS, entry.headers);
        if (entry.key != null) {
            message.setHeader(KafkaConstants.KEY, entry.key);
        }
        entry.headers.forEach(header -> message.setHeader(header.key(), header.value()));
        message.setBody(entry.value);
        Walk walk = new Walk(pod, entry, record.term(), exchange);
        walk.enter(intake.steps());
        walk.runInOneGo();
    }

    void close() {
        closed = true;
        consumer.close();
    }
}
