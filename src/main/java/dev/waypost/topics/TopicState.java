package dev.waypost.topics;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A topic as the broker has it.
 *
 * @param replicas of the partition that has fewest
 * @param settings in force, by Kafka's names; empty where this user may not read them
 * @param own names of those that are set on the topic itself, not the broker's defaults
 */
record TopicState(
        String name, int partitions, int replicas, Map<String, String> settings, Set<String> own) {

    /** A setting that is a number; empty where it is not known. */
    OptionalLong number(String setting) {
        String value = settings.get(setting);
        return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
    }
}
