package dev.waypost.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.waypost.TestClock;
import dev.waypost.lane.Lanes;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionShareTest {

    private static final String MAILS = "outbound-mail";
    private static final String RETRIES = "outbound-mail.retry.1m";

    private final TestClock clock = new TestClock();
    private final PartitionShare share =
            new PartitionShare(new Lanes(MAILS, List.of(), 0.1), clock::nanoTime);

    @Test
    void a_pod_that_knows_nothing_yet_takes_all() {
        assertThat(share.part()).isEqualTo(1);
    }

    @Test
    void a_pod_with_all_partitions_has_all() {
        share.look(consumer(MAILS, 12, 12));
        share.look(consumer(RETRIES, 12, 12));

        assertThat(share.part()).isEqualTo(1, within(1e-9));
    }

    @Test
    void the_parts_of_all_pods_make_one() {
        double all = 0;
        int[][] pods = {{4, 5}, {4, 4}, {4, 3}, {0, 0}};
        for (int[] own : pods) {
            PartitionShare pod =
                    new PartitionShare(new Lanes(MAILS, List.of(), 0.1), clock::nanoTime);
            pod.look(consumer(MAILS, own[0], 12));
            pod.look(consumer(RETRIES, own[1], 12));
            all += pod.part();
        }

        assertThat(all).isEqualTo(1, within(1e-9));
    }

    @Test
    void a_partition_that_moves_takes_its_part_along_at_once() {
        MockConsumer<byte[], byte[]> consumer = consumer(MAILS, 12, 12);
        share.look(consumer);

        consumer.rebalance(partitions(MAILS, 3));
        share.look(consumer);

        assertThat(share.part()).isEqualTo(0.25, within(1e-9));
    }

    @Test
    void a_consumer_that_is_gone_counts_no_more() {
        share.look(consumer(MAILS, 3, 12));
        clock.advance(Duration.ofSeconds(31));

        share.look(consumer(MAILS, 6, 12));

        assertThat(share.part()).isEqualTo(0.5, within(1e-9));
    }

    private static MockConsumer<byte[], byte[]> consumer(String topic, int own, int all) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        Node node = new Node(0, "broker", 9092);
        consumer.updatePartitions(
                topic,
                IntStream.range(0, all)
                        .mapToObj(
                                i ->
                                        new PartitionInfo(
                                                topic, i, node, new Node[] {node}, new Node[0]))
                        .toList());
        consumer.subscribe(List.of(topic));
        consumer.rebalance(partitions(topic, own));
        return consumer;
    }

    private static List<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count).mapToObj(i -> new TopicPartition(topic, i)).toList();
    }
}
