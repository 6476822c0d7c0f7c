package dev.waypost.simulation;

import dev.waypost.simulation.Weather.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;

/**
 * A broker as the pods see it: topics, groups, and writes that take a while, fail, or succeed
 * without anybody hearing of it.
 */
final class FakeKafka {

    private static final long MILLI = 1_000_000;
    private static final long RECREATION = 5 * Plan.SECOND;

    final Scheduler scheduler;
    final Weather weather;
    final Trace trace;
    final Judge judge;
    private final Dice dice;
    private final Map<String, List<FakePartition>> topics = new LinkedHashMap<>();
    private final Map<String, FakeGroup> groups = new LinkedHashMap<>();
    private Consumer<Entry> reader = entry -> {};

    FakeKafka(Scheduler scheduler, Weather weather, Trace trace, Judge judge, Dice dice) {
        this.scheduler = scheduler;
        this.weather = weather;
        this.trace = trace;
        this.judge = judge;
        this.dice = dice;
    }

    void create(String topic, int partitions) {
        List<FakePartition> logs = new ArrayList<>();
        for (int number = 0; number < partitions; number++) {
            logs.add(new FakePartition(new TopicPartition(topic, number)));
        }
        topics.put(topic, logs);
    }

    /** Who wants to know what the pods write. */
    void onWrite(Consumer<Entry> told) {
        reader = told;
    }

    /** Whether no record of the source and the retry topics is left uncommitted. */
    boolean isAllCommitted() {
        for (List<FakePartition> logs : topics.values()) {
            for (FakePartition log : logs) {
                if (!isCommitted(log)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isCommitted(FakePartition log) {
        return log.end() == 0
                || log.at(0).mail == null
                || groups.values().stream()
                        .map(group -> group.committed(log.place))
                        .anyMatch(to -> to == log.end() || log.cuts() > 0 && isBlind(log, to));
    }

    /**
     * Whether who committed so far cannot know that the log was cut, since no record has taken the
     * place of what is gone; the next one tells it.
     */
    private static boolean isBlind(FakePartition log, long to) {
        return to >= log.soundUpTo(0)
                && log.entries().stream()
                        .skip(Math.min(to, log.end()))
                        .noneMatch(entry -> entry.kind == Entry.Kind.RECORD);
    }

    /** Whether everybody can know by now of the topic that has this name. */
    boolean isLongHere(String topic) {
        FakePartition log = topics.get(topic).get(0);
        return log.incarnation(scheduler.now() - RECREATION) == log.incarnation();
    }

    /** A topic is deleted and made anew; its offsets go with it. */
    void recreate(String topic) {
        partitions(topic).forEach(log -> log.recreate(scheduler.now()));
        groups.values().forEach(group -> group.forget(topic));
    }

    /** Nobody is told; who wants to know asks from time to time. */
    void addPartition(String topic) {
        List<FakePartition> logs = topics.get(topic);
        logs.add(new FakePartition(new TopicPartition(topic, logs.size())));
    }

    FakeGroup group(String id) {
        return groups.computeIfAbsent(id, name -> new FakeGroup(name, this));
    }

    Iterable<FakeGroup> groups() {
        return groups.values();
    }

    Iterable<String> topics() {
        return topics.keySet();
    }

    List<FakePartition> partitions(String topic) {
        return topics.getOrDefault(topic, List.of());
    }

    /** How often the topic was made anew, as somebody knows who asked then. */
    int incarnation(String topic, long at) {
        return topics.get(topic).get(0).incarnation(at);
    }

    FakePartition partition(TopicPartition place) {
        return topics.get(place.topic()).get(place.partition());
    }

    /** A record of the outside world: there at once. */
    Entry publish(TopicPartition place, Entry.Kind kind, byte[] value, Headers headers) {
        return partition(place)
                .append(
                        kind,
                        null,
                        value,
                        headers,
                        PodClock.START.toEpochMilli() + scheduler.now() / MILLI);
    }

    /**
     * A pod's record. One of the two is called, unless the pod is gone by then; the record may be
     * there in either case.
     */
    void write(
            Life life,
            String topic,
            byte[] key,
            byte[] value,
            Headers headers,
            Consumer<Entry> written,
            Consumer<Entry> acknowledged,
            Consumer<KafkaException> failed) {
        long sent = dice.between(1, 15) * MILLI;
        long heard = dice.between(1, 15) * MILLI;
        if (weather.is(Trouble.WRITES_ARE_SLOW)) {
            sent += dice.spread(100, 8_000) * MILLI;
        }
        boolean lost = weather.is(Trouble.WRITES_FAIL) && dice.chance(0.7);
        boolean unheard = weather.is(Trouble.WRITE_ANSWERS_ARE_LOST) && dice.chance(0.7);
        boolean own = topic.contains(".retry.") || topic.endsWith(".dead-letter");
        if (own
                && weather.is(Trouble.LARGE_RECORDS_REFUSED)
                && value != null
                && value.length > Mails.LARGE / 2) {
            scheduler.after(
                    life,
                    sent + heard,
                    () ->
                            failed.accept(
                                    new RecordTooLargeException("larger than the topic takes")));
            return;
        }
        if (lost) {
            scheduler.after(
                    life, sent + heard, () -> failed.accept(new TimeoutException("no answer")));
            return;
        }
        // What was sent arrives, whether or not its sender lives to hear of it.
        scheduler.after(
                null,
                sent,
                () -> {
                    List<FakePartition> logs = partitions(topic);
                    int number =
                            key == null
                                    ? dice.between(0, logs.size() - 1)
                                    : Math.floorMod(Arrays.hashCode(key), logs.size());
                    Entry entry =
                            logs.get(number)
                                    .append(
                                            Entry.Kind.RECORD,
                                            key,
                                            value,
                                            headers,
                                            PodClock.START.toEpochMilli()
                                                    + scheduler.now() / MILLI);
                    trace.say("kafka", entry.offset, () -> "has " + entry);
                    written.accept(entry);
                    reader.accept(entry);
                    scheduler.after(
                            life,
                            heard,
                            () -> {
                                if (unheard) {
                                    failed.accept(new TimeoutException("no answer"));
                                } else {
                                    acknowledged.accept(entry);
                                }
                            });
                });
    }
}
