package dev.waypost.report;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.TopicNames;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.PortNews;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.camel.quarkus.main.events.BeforeConfigure;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads, once at the start, what the pod that wrote the latest status event knew of the ports: the
 * last record of each partition. While the routes are read there is time for that. News that is old
 * or cannot be read is no news: then the ports are tried. Its own thread, which ends.
 */
@Singleton
class LatestPortNews {

    /** What is blocked rarely changes, and old news costs a detour at most. */
    private static final Duration VALID = Duration.ofDays(1);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Logger LOG = Logger.getLogger(LatestPortNews.class);

    private final PortNews news;
    private final String topic;
    private final Map<String, Object> settings;
    private final Clock clock;

    @Inject
    LatestPortNews(PortNews news, WaypostConfig config, KafkaSettings kafka, Clock clock) {
        this.news = news;
        this.topic = TopicNames.of(config).status();
        this.settings = kafka.reader(Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
        this.clock = clock;
    }

    void beforeConfigure(@Observes BeforeConfigure event) {
        Thread thread = new Thread(this::tell, "waypost-port-news");
        thread.setDaemon(true);
        thread.start();
    }

    private void tell() {
        String told = "";
        try (KafkaConsumer<byte[], byte[]> tail =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            told = latest(tail);
        } catch (RuntimeException e) {
            LOG.debug("no news of the ports", e); // What ails the broker is told of elsewhere.
        } finally {
            news.hear(told);
        }
    }

    private String latest(KafkaConsumer<byte[], byte[]> tail) {
        List<TopicPartition> partitions =
                Optional.ofNullable(tail.partitionsFor(topic, PATIENCE)).orElse(List.of()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        tail.assign(partitions);
        Map<TopicPartition, Long> ends = tail.endOffsets(partitions, PATIENCE);
        tail.beginningOffsets(partitions, PATIENCE)
                .forEach((at, begin) -> tail.seek(at, Math.max(begin, ends.get(at) - 1)));
        ConsumerRecord<byte[], byte[]> latest = null;
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - until < 0
                && ends.entrySet().stream()
                        .anyMatch(end -> tail.position(end.getKey()) < end.getValue())) {
            latest =
                    StreamSupport.stream(tail.poll(POLL).spliterator(), false)
                            .filter(record -> header(record) != null)
                            .max(Comparator.comparingLong(ConsumerRecord::timestamp))
                            .filter(isLaterThan(latest))
                            .orElse(latest);
        }
        boolean valid =
                latest != null
                        && clock.instant().toEpochMilli() - latest.timestamp() < VALID.toMillis();
        return valid ? new String(header(latest).value(), StandardCharsets.UTF_8) : "";
    }

    private static Predicate<ConsumerRecord<byte[], byte[]>> isLaterThan(
            ConsumerRecord<byte[], byte[]> other) {
        return record -> other == null || record.timestamp() >= other.timestamp();
    }

    private static Header header(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(PortNews.HEADER);
    }
}
