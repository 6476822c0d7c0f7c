package dev.waypost.simulation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** What one poll brought, as Kafka's client says it, and what stands behind each record. */
final class PolledRecords {

    /** A record in the log, polled in this term. */
    record Polled(Entry entry, Term term) {}

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records =
            new LinkedHashMap<>();
    private final Map<ConsumerRecord<?, ?>, Polled> behind = new IdentityHashMap<>();

    void add(Entry entry, Term term) {
        TopicPartition place = entry.partition.place;
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        place.topic(),
                        place.partition(),
                        entry.offset,
                        entry.timestamp,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        entry.key,
                        entry.value,
                        entry.headers,
                        Optional.of(entry.leaderEpoch));
        records.computeIfAbsent(place, p -> new ArrayList<>()).add(record);
        behind.put(record, new Polled(entry, term));
    }

    int count() {
        return behind.size();
    }

    ConsumerRecords<byte[], byte[]> records() {
        return count() == 0 ? ConsumerRecords.empty() : new ConsumerRecords<>(records, Map.of());
    }

    Polled behind(ConsumerRecord<?, ?> record) {
        return behind.get(record);
    }
}
