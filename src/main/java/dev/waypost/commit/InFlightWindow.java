package dev.waypost.commit;

import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.errorhandler.KafkaConsumerListener;
import org.apache.camel.component.kafka.consumer.support.ProcessingResult;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets so many records be in flight at once, however many partitions there are. The routes call
 * {@link #admit}, {@link #done} and {@link #release}; the poll loops call {@link #afterConsume},
 * which commits, rewinds and waits for room on the polling thread, the only one that may (Kafka's
 * consumer is not thread-safe). It believes receipts, not words: a record is done where the broker
 * has acknowledged all that its result demands, and else released at the end of its exchange.
 * Shared by all consumers of the pod.
 */
@Singleton
@Named("inFlightWindow")
@RegisterForReflection
public class InFlightWindow extends KafkaConsumerListener {

    private final Lanes lanes;
    private final PartitionShare share;
    private final InFlightLimit limit;
    private final Reports reports;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final PartitionTrackers trackers;
    private final Backlog backlog;
    private final PollPatience patience;
    private final RecordsInFlight records;
    private Predicate<?> circuit = any -> true;
    private volatile boolean draining;
    private volatile boolean drained;

    @Inject
    InFlightWindow(
            WaypostConfig config,
            Reports reports,
            Clock clock,
            LongSupplier nanoTime,
            ClusterTopicIds ids,
            LeaderEpochs epochs,
            PartitionShare share) {
        this(
                Lanes.of(config),
                InFlightLimit.of(config),
                reports,
                clock,
                nanoTime,
                ids,
                epochs,
                share);
    }

    InFlightWindow(
            Lanes lanes,
            InFlightLimit limit,
            Reports reports,
            Clock clock,
            LongSupplier nanoTime,
            TopicIds ids,
            LeaderEpochs epochs,
            PartitionShare share) {
        this.lanes = lanes;
        this.share = share;
        this.limit = limit;
        this.reports = reports;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.trackers = new PartitionTrackers(nanoTime, ids, epochs);
        this.backlog = new Backlog(lanes, clock);
        this.patience = new PollPatience(limit.patience(), nanoTime);
        this.records = new RecordsInFlight(limit, reports);
    }

    /** The route's {@code untilCheck}: while it says no, nothing more is taken. */
    @Override
    public void setResumableCheck(Predicate<?> circuit) {
        this.circuit = circuit;
    }

    /**
     * Takes a record into the window, on the polling thread.
     *
     * @param exchange fresh from the Kafka consumer; property {@link Admission#NOT_BEFORE} (an
     *     Instant) keeps it and all behind it in its partition until then
     * @return false where the record is not to be carried now: known already, not due, in its
     *     pause, or no room; what must be read again will be
     */
    public boolean admit(Exchange exchange) {
        TopicPartition partition =
                new TopicPartition(
                        exchange.getMessage().getHeader(KafkaConstants.TOPIC, String.class),
                        exchange.getMessage().getHeader(KafkaConstants.PARTITION, Integer.class));
        long offset = exchange.getMessage().getHeader(KafkaConstants.OFFSET, Long.class);
        Object body = exchange.getMessage().getBody();
        long bytes = body instanceof byte[] value ? value.length : 0;
        OffsetTracker tracker = trackers.tracker(partition, offset);
        backlog.read(
                partition, exchange.getMessage().getHeader(KafkaConstants.TIMESTAMP, Long.class));

        Instant notBefore = exchange.getProperty(Admission.NOT_BEFORE, Instant.class);
        backlog.due(partition, offset, notBefore);
        Duration early =
                notBefore == null ? Duration.ZERO : Duration.between(clock.instant(), notBefore);
        if (early.compareTo(Duration.ZERO) > 0 && tracker.hold(offset, early)
                || !tracker.admit(offset)) {
            return false;
        }
        Lane lane = lanes.of(partition.topic());
        if (draining || !open() || !limit.take(lane, bytes, patience.left())) {
            tracker.turnAway(offset);
            return false;
        }
        Admission admission =
                new Admission(partition, lane, offset, bytes, nanoTime.getAsLong(), tracker);
        exchange.setProperty(Admission.PROPERTY, admission);
        records.add(admission, exchange);
        return true;
    }

    /**
     * Everything about this record is written: its offset may be committed. Where the broker has
     * not acknowledged it, that is looked at again at the end of the exchange. Any thread.
     */
    public void done(InFlight record, Exchange exchange) {
        records.done(record, exchange);
    }

    /** Nothing was written about this record: it stays in Kafka and is read again. Any thread. */
    public void release(InFlight record, Exchange exchange) {
        records.release(record, exchange);
    }

    /**
     * The poll loop's call after each poll, before the polled records are processed: waits for
     * room, commits, rewinds, pauses and resumes. Always true: Camel's own pausing stays out.
     */
    @Override
    public boolean afterConsume(Object consumer) {
        Consumer<?, ?> polling = (Consumer<?, ?>) consumer;
        boolean take = !draining && open() && limit.awaitRoom(backlog.lanes(polling.assignment()));
        trackers.afterPoll(
                polling, partition -> take && limit.hasRoom(lanes.of(partition.topic())));
        backlog.look(polling, trackers);
        share.look(polling);
        patience.polled();
        return true;
    }

    /** Always true, for the same reason. */
    @Override
    public boolean afterProcess(ProcessingResult result) {
        return true;
    }

    /**
     * The partitions are going to another consumer: waits for what is in flight, commits, forgets.
     * On the polling thread, within its rebalance callback.
     */
    void revoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Duration atMost) {
        // What the drain has waited for in vain is not waited for again.
        if (!drained) {
            limit.await(() -> !records.isAnyOf(partitions), atMost);
        }
        trackers.revoked(consumer, partitions);
        backlog.forget(partitions);
    }

    /** The partitions are gone already: nothing can be committed. */
    void lost(Collection<TopicPartition> partitions) {
        trackers.lost(partitions);
        backlog.forget(partitions);
    }

    private boolean open() {
        return circuit.test(null) && reports.areWritable();
    }

    /**
     * Takes nothing more and waits until what is in flight has its outcome.
     *
     * @return false where some did not make it in time; they stay uncommitted
     */
    public boolean drain(Duration atMost) {
        draining = true;
        boolean empty = limit.await(() -> limit.inFlight() == 0, atMost);
        drained = true;
        return empty;
    }

    /**
     * The partitions that take nothing new, because a record came back again and again without its
     * report: place and reason, in words for an operator.
     */
    public List<String> waiting() {
        return trackers.waiting();
    }

    /** Records in flight now. */
    public int inFlight() {
        return limit.inFlight();
    }

    /** Records of this lane in flight now. */
    public int inFlightOf(Lane lane) {
        return limit.inFlight(lane);
    }

    /** What waits in this pod's partitions, in flight or not. */
    public Backlog backlog() {
        return backlog;
    }

    /** The record that has been in flight for longest; empty when none is. */
    public Optional<OldestRecord> oldestInFlight() {
        return records.oldest(nanoTime.getAsLong());
    }

    /** The same among those that wait neither for their turn nor for the relay. */
    public Optional<OldestRecord> oldestAtWork() {
        return records.oldestAtWork(nanoTime.getAsLong());
    }

    /** Since a poll loop last came by, with a broker or without; empty before the first. */
    public Optional<Duration> sinceLastPoll() {
        return trackers.sinceLastPoll();
    }
}
