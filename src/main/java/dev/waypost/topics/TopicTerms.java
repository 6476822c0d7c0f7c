package dev.waypost.topics;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a topic must be like to take whatever the topic of mail events takes, and to keep it as long
 * and as safely. Immutable.
 *
 * @param source the topic of mail events
 */
record TopicTerms(TopicState source) {

    /** For reason, reply, history and the headers' names. */
    private static final int ROOM_FOR_HEADERS = 64 * 1024;

    /**
     * Octets that Kafka's producers write together, {@code batch.size}. Where a topic takes less, a
     * batch that is refused is split by this size too, and so refused again and again (KAFKA-8350).
     */
    private static final int BATCH = 16 * 1024;

    /** Kafka's word for what has no limit. */
    private static final long UNLIMITED = -1;

    /** Taken over where they are set on the source; else the broker's default is one for both. */
    private static final List<String> AS_THE_SOURCE =
            List.of(MIN_IN_SYNC_REPLICAS_CONFIG, UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG);

    /**
     * What to create a topic with, the best first; the others are for brokers that bound what a
     * topic may be set to.
     */
    List<Map<String, String>> settings(OwnTopic topic) {
        Map<String, String> wanted = new LinkedHashMap<>();
        Map<String, String> modest = new LinkedHashMap<>();
        wanted.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
        modest.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
        source.number(MAX_MESSAGE_BYTES_CONFIG)
                .ifPresent(
                        bytes -> {
                            wanted.put(MAX_MESSAGE_BYTES_CONFIG, Long.toString(withRoom(bytes)));
                            modest.put(MAX_MESSAGE_BYTES_CONFIG, Long.toString(bytes));
                        });
        source.number(RETENTION_MS_CONFIG)
                .ifPresent(
                        kept -> {
                            wanted.put(RETENTION_MS_CONFIG, longer(kept, topic.wanted()));
                            wanted.put(RETENTION_BYTES_CONFIG, Long.toString(UNLIMITED));
                            modest.put(RETENTION_MS_CONFIG, longer(kept, topic.least()));
                        });
        for (String setting : AS_THE_SOURCE) {
            if (source.own().contains(setting)) {
                wanted.put(setting, source.settings().get(setting));
            }
        }
        return List.of(wanted, modest, Map.of());
    }

    /** What is wrong with a topic that exists; nothing, where it is as it must be. */
    TopicFaults faults(OwnTopic topic, TopicState is) {
        TopicFaults faults = new TopicFaults(topic.name());
        if (is.settings().isEmpty()) {
            return faults;
        }
        compaction(faults, is);
        source.number(MAX_MESSAGE_BYTES_CONFIG)
                .ifPresent(bytes -> size(faults, is.number(MAX_MESSAGE_BYTES_CONFIG), bytes));
        source.number(RETENTION_MS_CONFIG).ifPresent(kept -> age(faults, topic, is, kept));
        bytesKept(faults, is);
        replicas(faults, is);
        return faults;
    }

    /** What is wrong with the topic of mail events itself. */
    TopicFaults ofTheSource() {
        TopicFaults faults = new TopicFaults(source.name());
        compaction(faults, source);
        return faults;
    }

    private static void compaction(TopicFaults faults, TopicState is) {
        String policy = is.settings().getOrDefault(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
        if (policy.contains(CLEANUP_POLICY_COMPACT)) {
            faults.add(
                    "is compacted, so a record is lost when another one with its key follows, and"
                            + " one without a key is refused",
                    CLEANUP_POLICY_CONFIG,
                    CLEANUP_POLICY_DELETE);
        }
    }

    private void size(TopicFaults faults, OptionalLong is, long bytes) {
        if (is.isPresent() && is.getAsLong() < bytes) {
            faults.add(
                    "takes records of %d bytes at most, but %s of %d: a larger one cannot be written there"
                            .formatted(is.getAsLong(), source.name(), bytes),
                    MAX_MESSAGE_BYTES_CONFIG,
                    Long.toString(withRoom(bytes)));
        } else if (is.isPresent() && is.getAsLong() < BATCH) {
            faults.add(
                    "takes %d bytes at once, and what is written together has up to %d: it would be refused again and again"
                            .formatted(is.getAsLong(), BATCH),
                    MAX_MESSAGE_BYTES_CONFIG,
                    Long.toString(withRoom(bytes)));
        }
    }

    private void age(TopicFaults faults, OwnTopic topic, TopicState is, long kept) {
        String least = longer(kept, topic.least());
        long own = is.number(RETENTION_MS_CONFIG).orElse(UNLIMITED);
        if (own != UNLIMITED && isMore(Long.parseLong(least), own)) {
            faults.add(
                    "keeps records for %d ms only, which is less than %s, or than what the retry schedule and waypost.retry.max-age need"
                            .formatted(own, source.name()),
                    RETENTION_MS_CONFIG,
                    least);
        }
    }

    private void bytesKept(TopicFaults faults, TopicState is) {
        long own = is.number(RETENTION_BYTES_CONFIG).orElse(UNLIMITED);
        long theirs = source.number(RETENTION_BYTES_CONFIG).orElse(own);
        if (isMore(theirs, own)) {
            faults.add(
                    "drops records beyond %d bytes a partition, whether they were read or not"
                            .formatted(own),
                    RETENTION_BYTES_CONFIG,
                    Long.toString(theirs));
        }
    }

    private void replicas(TopicFaults faults, TopicState is) {
        if (is.replicas() < source.replicas()) {
            faults.add(
                    "has %d replicas, %s %d: a broker that is lost takes more with it"
                            .formatted(is.replicas(), source.name(), source.replicas()));
        }
        long own = is.number(MIN_IN_SYNC_REPLICAS_CONFIG).orElse(1);
        long theirs = source.number(MIN_IN_SYNC_REPLICAS_CONFIG).orElse(own);
        if (own > is.replicas()) {
            faults.add(
                    "wants %d replicas in sync and has %d: nothing can be written there"
                            .formatted(own, is.replicas()),
                    MIN_IN_SYNC_REPLICAS_CONFIG,
                    Long.toString(is.replicas()));
        } else if (own < theirs && theirs <= is.replicas()) {
            faults.add(
                    "takes a record that %d replicas have, %s wants %d"
                            .formatted(own, source.name(), theirs),
                    MIN_IN_SYNC_REPLICAS_CONFIG,
                    Long.toString(theirs));
        }
    }

    /**
     * A record as large as the source's can be, and its recipients once more in a header, which all
     * stand in the record too.
     */
    private static long withRoom(long bytes) {
        return Math.min(Integer.MAX_VALUE, 2 * bytes + ROOM_FOR_HEADERS);
    }

    private static String longer(long millis, Duration other) {
        return Long.toString(millis == UNLIMITED ? UNLIMITED : Math.max(millis, other.toMillis()));
    }

    private static boolean isMore(long one, long other) {
        return other != UNLIMITED && (one == UNLIMITED || one > other);
    }
}
