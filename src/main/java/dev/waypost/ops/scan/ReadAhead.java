package dev.waypost.ops.scan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Fetches the next records of a slice while somebody looks at those before, on a thread of its own:
 * to unpack them costs as much as to look at them. Three polls are held at once at most. The
 * consumer belongs to that thread until this is closed. One reader.
 */
final class ReadAhead implements AutoCloseable {

    /** How late it is noticed that nobody reads on. */
    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * @param left offsets of the slice that were not passed yet
     * @param failure why there will be no more; null without one
     */
    record Batch(List<ConsumerRecord<byte[], byte[]>> records, long left, Throwable failure) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Slice slice;
    private final Duration patience;
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(1);
    private final Thread thread = new Thread(this::run, "waypost-read-ahead");
    private volatile boolean closed;

    /**
     * @param consumer assigned and at the beginning of the slice
     * @param patience with a broker that gives nothing
     */
    ReadAhead(Consumer<byte[], byte[]> consumer, Slice slice, Duration patience) {
        this.consumer = consumer;
        this.slice = slice;
        this.patience = patience;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for the next records; nothing is left after the last.
     *
     * @throws KafkaException Kafka's own; {@link InterruptException} where this thread is
     */
    Batch next() {
        try {
            Batch batch = batches.take();
            if (batch.failure() instanceof Error error) {
                throw error;
            }
            if (batch.failure() instanceof RuntimeException failure) {
                throw failure;
            }
            return batch;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void run() {
        try {
            fetch();
        } catch (RuntimeException | Error e) {
            // Whoever waits is told of an Error too: he would wait for ever.
            hand(new Batch(List.of(), 0, e));
        }
    }

    private void fetch() {
        long left = slice.size();
        long heard = System.nanoTime();
        while (left > 0 && !closed) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.count());
            for (TopicPartition at : polled.partitions()) {
                long end = slice.to().get(at);
                polled.records(at).stream()
                        .filter(record -> record.offset() < end)
                        .forEach(records::add);
            }
            long before = left;
            left = left();
            if (left < before) {
                heard = System.nanoTime();
                hand(new Batch(records, left, null));
            } else if (System.nanoTime() - heard > patience.toNanos()) {
                throw new KafkaException(
                        "the broker gives nothing of %s since %d s"
                                .formatted(slice.partitions(), patience.toSeconds()));
            }
        }
    }

    /** Ends without a record (a transaction's marks) are passed by position. */
    private long left() {
        long left = 0;
        for (Map.Entry<TopicPartition, Long> end : slice.to().entrySet()) {
            long position = consumer.position(end.getKey());
            left += Math.max(0, end.getValue() - position);
            if (position >= end.getValue()) {
                consumer.pause(Set.of(end.getKey()));
            }
        }
        return left;
    }

    private void hand(Batch batch) {
        try {
            batches.put(batch);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The consumer is the caller's again. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            batches.clear();
            try {
                thread.join(1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
