package dev.waypost.simulation;

import dev.waypost.simulation.Weather.Trouble;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What a pod holds of a group: Kafka's {@code Consumer} by the methods that production code calls,
 * through {@link ConsumerMask}. Callbacks run within {@link #poll}, as with Kafka.
 */
final class FakeConsumer {

    /** How long the window waits for what is in flight before it lets a partition go. */
    private static final long PATIENCE = 25_000_000_000L;

    private static final long NEWS_OF_A_NEW_TOPIC = 3 * Plan.SECOND;

    private final FakeKafka kafka;
    private final FakeGroup group;
    private final Life life;
    private final Dice dice;
    private final boolean committedOnly;
    private final Runnable news;
    private final Map<TopicPartition, Holding> holdings = new LinkedHashMap<>();
    private Set<TopicPartition> assigned = Set.of();
    private final List<Runnable> answers = new ArrayList<>();
    private PolledRecords latest = new PolledRecords();
    private Predicate<String> topics;
    private final Map<String, Boolean> wanted = new HashMap<>();
    private int seen = -1;
    private ConsumerRebalanceListener listener;

    /**
     * @param news called where a poll would bring something new
     */
    FakeConsumer(
            FakeKafka kafka,
            FakeGroup group,
            Life life,
            boolean committedOnly,
            Dice dice,
            Runnable news) {
        this.kafka = kafka;
        this.group = group;
        this.life = life;
        this.committedOnly = committedOnly;
        this.dice = dice;
        this.news = news;
    }

    void wake() {
        news.run();
    }

    /** Whether all that it holds was read and is committed: only news can bring more. */
    boolean isIdle() {
        if (seen != group.changes() || !answers.isEmpty()) {
            return false;
        }
        for (Map.Entry<TopicPartition, Holding> each : holdings.entrySet()) {
            long end = kafka.partition(each.getKey()).end();
            Holding holding = each.getValue();
            if (holding.paused
                    || holding.position != end
                    || end > 0 && group.committed(each.getKey()) < end) {
                return false;
            }
        }
        return true;
    }

    String name() {
        return life.name;
    }

    boolean holds(TopicPartition place) {
        return holdings.containsKey(place);
    }

    boolean wants(String topic) {
        return topics != null && wanted.computeIfAbsent(topic, topics::test);
    }

    void subscribe(Predicate<String> those, ConsumerRebalanceListener tidying) {
        topics = those;
        listener = tidying;
        group.join(this);
    }

    /**
     * @throws KafkaException where the next batch of some partition cannot be read
     */
    ConsumerRecords<byte[], byte[]> poll(int most) {
        if (!answers.isEmpty()) {
            List<Runnable> due = List.copyOf(answers);
            answers.clear();
            due.forEach(Runnable::run);
        }
        if (seen != group.changes()) {
            rejoin();
            handOver();
            seen = group.changes();
            takeOver();
        }
        return fetch(most);
    }

    private void takeOver() {
        for (TopicPartition place : group.claim(this)) {
            FakePartition log = kafka.partition(place);
            holdings.put(place, new Holding(log, new Term(life), group.committed(place)));
            assigned = new LinkedHashSet<>(holdings.keySet());
            kafka.trace.say(life, place.hashCode(), () -> "is assigned " + place);
            listener.onPartitionsAssigned(List.of(place));
        }
    }

    /** Given up for dead, it learns of it here. */
    private void rejoin() {
        if (group.has(this)) {
            return;
        }
        List<TopicPartition> lost = List.copyOf(holdings.keySet());
        if (!lost.isEmpty()) {
            kafka.trace.say(life, lost.size(), () -> "has lost " + lost);
            listener.onPartitionsLost(lost);
            end(lost);
        }
        group.join(this);
    }

    private void handOver() {
        List<TopicPartition> surplus = group.surplus(this);
        if (!surplus.isEmpty()) {
            kafka.trace.say(life, surplus.size(), () -> "gives up " + surplus);
            long asked = kafka.scheduler.now();
            listener.onPartitionsRevoked(surplus);
            if (kafka.scheduler.now() - asked >= PATIENCE) {
                abandon(surplus);
            }
            end(surplus);
            group.giveUp(this, surplus);
        }
    }

    /** They go to others while records of theirs may be in flight here. */
    void abandon(Collection<TopicPartition> places) {
        for (TopicPartition place : places) {
            FakePartition log = kafka.partition(place);
            long end = Math.min(holding(place).readTo(), log.end());
            for (long offset = group.committed(place); offset < end; offset++) {
                log.at(offset).handedOver = true;
            }
        }
    }

    /** The broker has not heard of it for as long as a session lasts. */
    void isGivenUp() {
        kafka.trace.say("kafka", 9, () -> "gives up " + life + " in " + group);
        abandon(holdings.keySet());
        group.remove(this);
    }

    private void end(Collection<TopicPartition> places) {
        for (TopicPartition place : places) {
            Holding holding = holdings.remove(place);
            if (holding != null) {
                holding.term.end();
            }
        }
        assigned = new LinkedHashSet<>(holdings.keySet());
    }

    /** Farewell: what it holds is tidied up and goes to others. */
    void close() {
        List<TopicPartition> held = List.copyOf(holdings.keySet());
        if (!held.isEmpty() && group.has(this)) {
            listener.onPartitionsRevoked(held);
        }
        end(held);
        group.remove(this);
    }

    private ConsumerRecords<byte[], byte[]> fetch(int most) {
        latest = new PolledRecords();
        for (Map.Entry<TopicPartition, Holding> each : holdings.entrySet()) {
            if (each.getValue().readTo() == 0) {
                group.forgive(kafka.partition(each.getKey()));
            }
            if (!each.getValue().paused) {
                each.getValue().read(most, committedOnly, kafka, latest);
            }
        }
        return latest.records();
    }

    /** The latest poll's, with what stands behind them. */
    PolledRecords latest() {
        return latest;
    }

    Set<TopicPartition> assignment() {
        return assigned;
    }

    Set<TopicPartition> paused() {
        Set<TopicPartition> paused = new LinkedHashSet<>();
        holdings.forEach(
                (place, holding) -> {
                    if (holding.paused) {
                        paused.add(place);
                    }
                });
        return paused;
    }

    void pause(Collection<TopicPartition> places) {
        places.forEach(place -> holding(place).paused = true);
    }

    void resume(Collection<TopicPartition> places) {
        places.forEach(place -> holding(place).paused = false);
    }

    long position(TopicPartition place) {
        return holding(place).position;
    }

    long currentLag(TopicPartition place) {
        return Math.max(0, kafka.partition(place).end() - holding(place).position);
    }

    void seek(TopicPartition place, long offset) {
        holding(place).position = offset;
    }

    void seekToBeginning(Collection<TopicPartition> places) {
        places.forEach(place -> holding(place).position = 0);
    }

    private Holding holding(TopicPartition place) {
        Holding holding = holdings.get(place);
        if (holding == null) {
            throw new IllegalStateException(
                    "You can only do this for assigned partitions: " + place);
        }
        return holding;
    }

    /** As it was committed: whether the log was cut since is found out by who reads on. */
    Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> places) {
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
        places.forEach(place -> known.put(place, group.latest(place)));
        return known;
    }

    void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        KafkaException failure = commit(offsets);
        if (failure != null) {
            throw failure;
        }
    }

    void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        Map<TopicPartition, OffsetAndMetadata> sent = new LinkedHashMap<>(offsets);
        KafkaException failure = commit(sent);
        kafka.scheduler.after(
                life,
                dice.spread(1_000_000, 400_000_000),
                () -> {
                    answers.add(() -> callback.onComplete(sent, failure));
                    wake();
                });
    }

    /** Null where the answer says that it went well. */
    private KafkaException commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        for (TopicPartition place : offsets.keySet()) {
            if (!group.isOwner(this, place)) {
                return new CommitFailedException();
            }
        }
        if (kafka.weather.is(Trouble.COMMITS_FAIL) && dice.chance(0.8)
                || offsets.keySet().stream().anyMatch(this::isOfAnOldLog)) {
            return new TimeoutException("no answer to a commit");
        }
        offsets.forEach(
                (place, offset) -> {
                    kafka.trace.say(
                            life,
                            offset.offset(),
                            () -> "commits " + place + "@" + offset.offset());
                    Holding holding = holding(place);
                    if (holding.isOutdated()) {
                        group.commitBlindly(place, offset);
                    } else {
                        group.commit(place, offset);
                    }
                });
        return kafka.weather.is(Trouble.COMMIT_ANSWERS_ARE_LOST) && dice.chance(0.8)
                ? new TimeoutException("no answer to a commit")
                : null;
    }

    /** Of a topic that was just made anew, which nobody can have heard of yet. */
    private boolean isOfAnOldLog(TopicPartition place) {
        FakePartition log = kafka.partition(place);
        int now = log.incarnation();
        return holding(place).incarnation() != now
                || log.incarnation(kafka.scheduler.now() - NEWS_OF_A_NEW_TOPIC) != now;
    }
}
