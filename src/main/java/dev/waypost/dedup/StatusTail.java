package dev.waypost.dedup;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the marks of accepted mails back from the status topic: its end at start (as many records
 * as the window is wide, which bounds the time), and from then on whatever any pod writes. Nothing
 * is carried before the end was reached once. Its own thread; belongs to no consumer group.
 */
@Singleton
@Named("statusTail")
@RegisterForReflection
public class StatusTail implements Runnable {

    /** Record header with the marks, beside the status event. */
    public static final String HEADER = "waypost-accepted";

    private static final Logger LOG = Logger.getLogger(StatusTail.class);
    private static final Duration POLL = Duration.ofMillis(500);

    /** How late another pod may learn of an acceptance. */
    private static final Duration BATCH = Duration.ofMillis(100);

    private final SeenEvents seen;
    private final String topic;
    private final int window;
    private final Map<String, Object> settings;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean stopping;

    @Inject
    StatusTail(SeenEvents seen, WaypostConfig config, KafkaSettings kafka) {
        this.seen = seen;
        this.topic = config.topic() + ".status";
        this.window = config.dedup().window();
        this.settings = kafka.copy();
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A fetch for each record would cost the broker more than the mails do.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1 << 20);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) BATCH.toMillis());
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        Thread thread = new Thread(this, "waypost-status-tail");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until what was accepted before this process began is known. */
    public void awaitCaughtUp() throws InterruptedException {
        caughtUp.await();
    }

    @Override
    public void run() {
        while (!stopping) {
            try (KafkaConsumer<byte[], byte[]> tail =
                    new KafkaConsumer<>(
                            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = tail;
                follow(tail);
            } catch (WakeupException e) {
                LOG.debug("stopping");
            } catch (KafkaException e) {
                LOG.warnf("status topic not readable, trying again: %s", e.getMessage());
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> tail) {
        List<PartitionInfo> known = tail.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new UnknownTopicOrPartitionException(topic + " does not exist yet");
        }
        List<TopicPartition> partitions =
                known.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        tail.assign(partitions);
        Map<TopicPartition, Long> ends = tail.endOffsets(partitions);
        Map<TopicPartition, Long> beginnings = tail.beginningOffsets(partitions);
        int share = Math.max(1, window / Math.max(1, partitions.size()));
        ends.forEach(
                (partition, end) ->
                        tail.seek(partition, Math.max(beginnings.get(partition), end - share)));
        while (!stopping) {
            for (ConsumerRecord<byte[], byte[]> status : tail.poll(POLL)) {
                Header marks = status.headers().lastHeader(HEADER);
                if (marks != null && marks.value() != null) {
                    seen.remember(new String(marks.value(), StandardCharsets.US_ASCII));
                }
            }
            if (caughtUp.getCount() > 0
                    && ends.entrySet().stream()
                            .allMatch(end -> tail.position(end.getKey()) >= end.getValue())) {
                LOG.infof("read %d status partitions up to their ends", partitions.size());
                caughtUp.countDown();
            }
        }
    }

    private void pause() {
        try {
            new CountDownLatch(1).await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    void onShutdown(@Observes ShutdownEvent shutdown) {
        stopping = true;
        KafkaConsumer<byte[], byte[]> tail = consumer;
        if (tail != null) {
            tail.wakeup();
        }
    }
}
