package dev.waypost.ops.scan;

import dev.waypost.config.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/** Up to where consumer groups have committed. */
public final class GroupOffsets {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private GroupOffsets() {}

    /**
     * The first offset of each partition that is not done with; those without a commit are left
     * out, and so are groups that this user may not look at.
     *
     * @throws KafkaException where the broker does not answer
     */
    public static Map<TopicPartition, Long> of(KafkaSettings kafka, Collection<String> groups) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try (Admin admin = Admin.create(kafka.admin(PATIENCE))) {
            for (String group : groups) {
                committed(admin, group)
                        .forEach(
                                (at, offset) -> {
                                    if (offset != null) {
                                        committed.put(at, offset.offset());
                                    }
                                });
            }
        }
        return committed;
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group) {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException
                    || e.getCause() instanceof AuthorizationException) {
                return Map.of();
            }
            throw new KafkaException("group " + group + ": " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
