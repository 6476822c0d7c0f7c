package dev.waypost.ops.story;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.TopicNames;
import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lanes;
import dev.waypost.ops.scan.GroupOffsets;
import dev.waypost.ops.scan.Progress;
import dev.waypost.ops.scan.TopicScan;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds what became of a mail, by reading the topics through; there is no index that would have to
 * be kept. Each call reads for itself, on its own thread; any number at a time.
 */
@Singleton
public class MailStories {

    /** Mails that are told of at once. */
    public static final int MOST = 50;

    private final KafkaSettings kafka;
    private final StoryTopics topics;

    @Inject
    MailStories(WaypostConfig config, KafkaSettings kafka) {
        this.kafka = kafka;
        this.topics = new StoryTopics(TopicNames.of(config), config.group(), Lanes.of(config));
    }

    /**
     * Looks for the mail.
     *
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer
     */
    public Stories find(MailQuery query, Progress progress) {
        Map<TopicPartition, Long> committed = GroupOffsets.of(kafka, topics.groups());
        try (TopicScan scan = new TopicScan(kafka)) {
            return new Search(scan, topics, committed, progress).of(query);
        }
    }
}
