package dev.waypost.ops.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.ops.scan.Progress;
import dev.waypost.ops.scan.Slice;
import dev.waypost.ops.scan.TopicScan;
import dev.waypost.report.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One reading of the topics for one question. By id, once: events are passed over by their key. By
 * anything else twice: first for the ids. One thread.
 */
final class Search {

    /** A dead letter is written after its status event; clocks differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final TopicScan scan;
    private final StoryTopics topics;
    private final Map<TopicPartition, Long> committed;
    private final Progress progress;
    private final Map<String, StoryBuilder> found = new LinkedHashMap<>();
    private final Set<String> ids = new LinkedHashSet<>();
    private Instant since;
    private boolean more;
    private long read;

    Search(
            TopicScan scan,
            StoryTopics topics,
            Map<TopicPartition, Long> committed,
            Progress progress) {
        this.scan = scan;
        this.topics = topics;
        this.committed = committed;
        this.progress = progress;
    }

    Stories of(MailQuery query) {
        since = query.since();
        Slice status = slice(List.of(topics.names().status()));
        Slice letters = slice(List.of(topics.names().deadLetters()));
        Slice unread = unread();
        if (query.isId()) {
            ids.add(query.text());
        } else {
            match(query, status, letters, unread);
        }
        ids.forEach(id -> found.put(id, new StoryBuilder(id)));
        if (!ids.isEmpty()) {
            readEvents(status);
            readLetters(letters);
            readWaiting(unread);
        }
        List<MailStory> mails = new ArrayList<>();
        for (StoryBuilder builder : found.values()) {
            MailStory story = builder.build(builder.record().flatMap(this::publishedAt));
            if (!story.events().isEmpty()
                    || !story.deadLetters().isEmpty()
                    || !story.now().isEmpty()) {
                mails.add(story);
            }
        }
        mails.sort(Comparator.comparing(Search::latest).reversed());
        return new Stories(mails, more, read, first(status), first(letters));
    }

    private static Instant latest(MailStory story) {
        return story.events().isEmpty()
                ? story.now().stream()
                        .map(Whereabouts::since)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.MIN)
                : story.events().get(story.events().size() - 1).at();
    }

    private Slice slice(Collection<String> names) {
        return since == null ? scan.all(names) : scan.since(names, since);
    }

    /** What no group has committed yet. */
    private Slice unread() {
        List<String> names = new ArrayList<>(topics.entrances());
        names.addAll(scan.topics(topics.names().retryPrefix()));
        Slice all = scan.all(names);
        Map<TopicPartition, Long> from = new HashMap<>();
        all.from()
                .forEach(
                        (at, first) ->
                                from.put(at, Math.max(first, committed.getOrDefault(at, 0L))));
        return new Slice(from, all.to());
    }

    private void match(MailQuery query, Slice status, Slice letters, Slice unread) {
        MatchingIds matching = new MatchingIds(query);
        read("status events", status, matching::status);
        read("dead letters", letters, matching::letter);
        read(
                "waiting records",
                unread,
                record -> matching.waiting(record, waiting(record, unread)));
        ids.addAll(matching.ids());
        more = matching.areMore();
    }

    private void readEvents(Slice status) {
        read(
                "status events",
                status,
                record -> {
                    StoryBuilder builder = found.get(key(record));
                    if (builder != null) {
                        StatusEntry.of(record).ifPresent(builder::add);
                    }
                });
    }

    /** None is older than the first event of its mail, if that is known. */
    private void readLetters(Slice letters) {
        Optional<Instant> begun =
                found.values().stream().anyMatch(it -> it.begun().isEmpty())
                        ? Optional.empty()
                        : found.values().stream()
                                .flatMap(it -> it.begun().stream())
                                .min(Comparator.naturalOrder())
                                .map(first -> first.minus(CLOCKS));
        boolean narrower = begun.isPresent() && (since == null || since.isBefore(begun.get()));
        Slice few =
                narrower ? scan.since(List.of(topics.names().deadLetters()), begun.get()) : letters;
        read(
                "dead letters",
                few,
                record -> {
                    DeadLetterRecord letter = new DeadLetterRecord(record);
                    StoryBuilder builder = found.get(letter.mailId());
                    if (builder != null) {
                        builder.add(letter);
                    }
                });
    }

    private void readWaiting(Slice unread) {
        List<Needle> needles = ids.stream().map(Needle::withinJson).toList();
        read(
                "waiting records",
                unread,
                record -> {
                    WaitingRecord waiting = waiting(record, unread);
                    boolean named = needles.stream().anyMatch(it -> it.isIn(record));
                    StoryBuilder builder =
                            found.get(named ? waiting.mailId() : waiting.place().toString());
                    if (builder != null) {
                        builder.add(waiting);
                    }
                });
    }

    private WaitingRecord waiting(ConsumerRecord<byte[], byte[]> record, Slice unread) {
        TopicPartition at = new TopicPartition(record.topic(), record.partition());
        return new WaitingRecord(
                record,
                record.topic().startsWith(topics.names().retryPrefix()),
                record.offset() - unread.from().get(at));
    }

    private void read(String what, Slice slice, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        scan.read(
                what,
                slice,
                progress,
                record -> {
                    read++;
                    reader.accept(record);
                    return true;
                });
    }

    private Optional<Instant> publishedAt(RecordPlace place) {
        return scan.at(new TopicPartition(place.topic(), place.partition()), place.offset())
                .filter(record -> record.offset() == place.offset())
                .map(record -> Instant.ofEpochMilli(record.timestamp()));
    }

    private Optional<Instant> first(Slice slice) {
        return scan.firsts(slice).stream()
                .map(record -> Instant.ofEpochMilli(record.timestamp()))
                .min(Comparator.naturalOrder());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), UTF_8);
    }
}
