package dev.waypost.bench;

import dev.waypost.kafka.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A topic of one run: made, filled with distinct mails before the contender starts, and deleted
 * with everything that was made of it afterwards.
 */
final class FilledTopic implements AutoCloseable {

    static final int PARTITIONS = 16;

    private final String bootstrapServers;
    private final String name;
    private final Admin admin;
    private final Topics topics;
    private long printed;

    /** Makes it, empty. */
    FilledTopic(String bootstrapServers, String name) {
        this.bootstrapServers = bootstrapServers;
        this.name = name;
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        topics = new Topics(bootstrapServers);
        // Room for an event around a mail of 1 MiB; and what is deleted leaves the disk at once.
        NewTopic topic =
                new NewTopic(name, PARTITIONS, (short) 1)
                        .configs(Map.of("max.message.bytes", "8388608"));
        await(admin.createTopics(List.of(topic)).all());
        AlterConfigOp soon =
                new AlterConfigOp(
                        new ConfigEntry("log.segment.delete.delay.ms", "500"),
                        AlterConfigOp.OpType.SET);
        ConfigResource brokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        await(admin.incrementalAlterConfigs(Map.of(brokers, List.of(soon))).all());
    }

    String name() {
        return name;
    }

    /** Publishes so many mails with a text of so many bytes. */
    void fill(int bytes, long mails) {
        try (MailPress press = press(bytes)) {
            press.print(mails);
        }
        printed += mails;
    }

    /** Publishes more, with a text of so many bytes. */
    MailPress press(int bytes) {
        return new MailPress(bootstrapServers, name, printed, bytes);
    }

    /** The consumer group that carries the topic. */
    static String group(String topic) {
        return topic + "-group";
    }

    /** Records of the topic that the group has committed. */
    long committed() {
        return topics.committed(group(name), name).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Dead letters that were made of it. */
    long deadLetters() {
        return topics.endOffsets(name + ".dead-letter").values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Deletes the topic and those whose names begin with its own. */
    @Override
    public void close() {
        try {
            await(
                    admin.deleteTopics(
                                    topics.names().stream()
                                            .filter(
                                                    topic ->
                                                            topic.equals(name)
                                                                    || topic.startsWith(name + "."))
                                            .toList())
                            .all());
        } finally {
            topics.close();
            admin.close();
        }
    }

    private static void await(org.apache.kafka.common.KafkaFuture<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new FailedRun("the broker says: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedRun("interrupted");
        }
    }
}
