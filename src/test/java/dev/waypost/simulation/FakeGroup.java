package dev.waypost.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer group with cooperative rebalancing: each partition belongs to one member at a time; it
 * changes hands after its owner has given it up at a poll of its own, or was given up for dead.
 */
final class FakeGroup {

    private final String id;
    private final FakeKafka kafka;
    private final List<FakeConsumer> members = new ArrayList<>();
    private final Map<TopicPartition, FakeConsumer> owners = new LinkedHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new LinkedHashMap<>();

    /** Where what was committed last stands behind markers, whose leader nobody is told. */
    private final Set<TopicPartition> nameless = new HashSet<>();

    private int shift;
    private int changes;

    FakeGroup(String id, FakeKafka kafka) {
        this.id = id;
        this.kafka = kafka;
    }

    void join(FakeConsumer consumer) {
        if (!members.contains(consumer)) {
            members.add(consumer);
            changed();
            members.sort(Comparator.comparing(FakeConsumer::name));
        }
    }

    boolean has(FakeConsumer consumer) {
        return members.contains(consumer);
    }

    /** How often anything has changed hands, or should. */
    int changes() {
        return changes;
    }

    private void changed() {
        changes++;
        members.forEach(FakeConsumer::wake);
    }

    /** Partitions move for no reason that a pod could see. */
    void rebalance() {
        shift++;
        changed();
    }

    /** It was not heard of for longer than the session lasts, or has said farewell. */
    void remove(FakeConsumer consumer) {
        members.remove(consumer);
        changed();
        owners.entrySet().removeIf(owner -> owner.getValue() == consumer);
    }

    /** Whose it should be; null while the group is empty. */
    private FakeConsumer rightful(TopicPartition place) {
        int candidates = 0;
        for (FakeConsumer member : members) {
            if (member.wants(place.topic())) {
                candidates++;
            }
        }
        if (candidates == 0) {
            return null;
        }
        int turn = Math.floorMod(place.partition() + place.topic().hashCode() + shift, candidates);
        for (FakeConsumer member : members) {
            if (member.wants(place.topic()) && turn-- == 0) {
                return member;
            }
        }
        throw new IllegalStateException();
    }

    /** What this member has and should give up. */
    List<TopicPartition> surplus(FakeConsumer member) {
        List<TopicPartition> surplus = new ArrayList<>();
        owners.forEach(
                (place, owner) -> {
                    if (owner == member && rightful(place) != member) {
                        surplus.add(place);
                    }
                });
        return surplus;
    }

    void giveUp(FakeConsumer member, List<TopicPartition> places) {
        changed();
        places.forEach(place -> owners.remove(place, member));
    }

    /** Takes what is this member's by right and nobody has. */
    List<TopicPartition> claim(FakeConsumer member) {
        List<TopicPartition> claimed = new ArrayList<>();
        for (String topic : kafka.topics()) {
            if (member.wants(topic)) {
                for (FakePartition partition : kafka.partitions(topic)) {
                    TopicPartition place = partition.place;
                    if (!owners.containsKey(place) && rightful(place) == member) {
                        owners.put(place, member);
                        claimed.add(place);
                    }
                }
            }
        }
        return claimed;
    }

    boolean isOwner(FakeConsumer member, TopicPartition place) {
        return owners.get(place) == member;
    }

    /**
     * From where on nothing is done, as who takes the partition over is told: before what was
     * committed, where the log was cut there since, and the commit said under which leader it was
     * read (KIP-320). 0 before the first: the routes read from the earliest record.
     */
    long committed(TopicPartition place) {
        OffsetAndMetadata latest = committed.get(place);
        if (latest == null) {
            return 0;
        }
        FakePartition log = kafka.partition(place);
        if (log.cuts() == 0 || latest.leaderEpoch().isEmpty()) {
            return latest.offset();
        }
        return Math.min(latest.offset(), log.endOf(latest.leaderEpoch().get()));
    }

    /** What was committed last; null before the first. */
    OffsetAndMetadata latest(TopicPartition place) {
        return committed.get(place);
    }

    void commit(TopicPartition place, OffsetAndMetadata offset) {
        FakePartition log = kafka.partition(place);
        kafka.judge.committed(id, log, committed(place), offset.offset());
        OffsetAndMetadata before = committed.put(place, offset);
        long from = before == null ? 0 : before.offset();
        if (offset.leaderEpoch().isPresent()) {
            nameless.remove(place);
        } else if (from < offset.offset() && log.holdsNoRecord(from, offset.offset())) {
            nameless.add(place);
        }
    }

    /** By who cannot know that the log was cut. */
    void commitBlindly(TopicPartition place, OffsetAndMetadata offset) {
        committed.put(place, offset);
        if (offset.leaderEpoch().isEmpty()) {
            nameless.add(place);
        }
    }

    /**
     * What takes the place of records that were cut off, and were done, is lost by Kafka where
     * nobody could say under which leader they were read: markers of transactions have none.
     */
    void forgive(FakePartition log) {
        if (log.cuts() > 0 && nameless.contains(log.place)) {
            long end = Math.min(log.end(), committed(log.place));
            for (long offset = 0; offset < end; offset++) {
                Entry entry = log.at(offset);
                entry.erased |= !entry.said;
            }
        }
    }

    /** Offsets go with their topic. */
    void forget(String topic) {
        committed.keySet().removeIf(place -> place.topic().equals(topic));
    }

    @Override
    public String toString() {
        return id;
    }
}
