package dev.waypost.ops.story;

import dev.waypost.ops.deadletter.DeadLetterRecord;
import dev.waypost.ops.story.Whereabouts.State;
import dev.waypost.report.RecordPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is found of one mail, until it is a story. One thread. */
final class StoryBuilder {

    /** A mail of a thousand passes has been put back again and again: its last ones tell enough. */
    private static final int MOST_EVENTS = 1_000;

    /** For everybody, by name or not. */
    private static final String ALL = "";

    private final String mailId;
    private final List<StatusEntry> events = new ArrayList<>();
    private final List<DeadLetterRecord> letters = new ArrayList<>();
    private final List<WaitingRecord> waiting = new ArrayList<>();

    StoryBuilder(String mailId) {
        this.mailId = mailId;
    }

    void add(StatusEntry event) {
        events.add(event);
        if (events.size() > MOST_EVENTS) {
            events.remove(0);
        }
    }

    void add(DeadLetterRecord letter) {
        letters.add(letter);
        if (letters.size() > MOST_EVENTS) {
            letters.remove(0);
        }
    }

    void add(WaitingRecord record) {
        waiting.add(record);
    }

    /** When it was first heard of; empty where it never was by a status event. */
    Optional<Instant> begun() {
        return events.stream().map(StatusEntry::at).min(Comparator.naturalOrder());
    }

    /** Where its event stood first, as far as anything says. */
    Optional<RecordPlace> record() {
        return events.stream()
                .flatMap(event -> event.record().stream())
                .findFirst()
                .or(() -> letters.stream().flatMap(it -> it.origin().stream()).findFirst())
                .or(() -> waiting.stream().map(WaitingRecord::origin).findFirst());
    }

    MailStory build(Optional<Instant> publishedAt) {
        events.sort(
                Comparator.comparing(StatusEntry::at)
                        .thenComparing(event -> event.where().offset()));
        letters.sort(Comparator.comparing(DeadLetterRecord::failedAt));
        return new MailStory(
                mailId,
                record(),
                publishedAt,
                List.copyOf(events),
                List.copyOf(letters),
                List.copyOf(now()));
    }

    private List<Whereabouts> now() {
        Map<String, Whereabouts> each = new LinkedHashMap<>();
        events.forEach(event -> follow(event, each));
        if (events.isEmpty()) {
            letters.forEach(letter -> follow(letter, each));
        }
        if (each.size() > 1) {
            each.remove(ALL);
        }
        List<Whereabouts> now = new ArrayList<>();
        together(each).forEach(it -> now.add(found(it)));
        waiting.stream().filter(it -> !it.putOff()).map(StoryBuilder::queued).forEach(now::add);
        return now;
    }

    private static void follow(StatusEntry event, Map<String, Whereabouts> each) {
        if (!event.recipients().isEmpty()) {
            for (StatusEntry.Recipient recipient : event.recipients()) {
                String reason = recipient.reason().isEmpty() ? event.reason() : recipient.reason();
                put(recipient.email(), State.of(recipient.status()), reason, event, each);
            }
            return;
        }
        // It came to no recipient: what is true of the mail is true of those it was still for.
        State state = State.of(event.status());
        each.keySet().stream()
                .filter(it -> !it.equals(ALL) && concerns(state, each.get(it).state()))
                .toList()
                .forEach(it -> put(it, state, event.reason(), event, each));
        put(ALL, state, event.reason(), event, each);
    }

    private static boolean concerns(State next, State before) {
        return next == State.REPLAYED ? before == State.GIVEN_UP : !isOver(before);
    }

    private static boolean isOver(State state) {
        return state == State.ACCEPTED || state == State.GIVEN_UP;
    }

    private static void put(
            String recipient,
            State state,
            String reason,
            StatusEntry event,
            Map<String, Whereabouts> each) {
        each.put(
                recipient,
                new Whereabouts(
                        state,
                        recipient.equals(ALL) ? List.of() : List.of(recipient),
                        event.at(),
                        reason,
                        state == State.WAITING ? event.nextAttemptAt() : Optional.empty(),
                        Optional.empty(),
                        0));
    }

    /** The status topic may have forgotten what the dead letters still hold. */
    private static void follow(DeadLetterRecord letter, Map<String, Whereabouts> each) {
        List<String> recipients = letter.recipients();
        for (String recipient : recipients.isEmpty() ? List.of(ALL) : recipients) {
            each.put(
                    recipient,
                    new Whereabouts(
                            State.GIVEN_UP,
                            recipient.equals(ALL) ? List.of() : List.of(recipient),
                            letter.failedAt(),
                            letter.reason(),
                            Optional.empty(),
                            Optional.empty(),
                            0));
        }
    }

    /** Recipients who came to the same at the same time are told together. */
    private static List<Whereabouts> together(Map<String, Whereabouts> each) {
        Map<List<Object>, Whereabouts> groups = new LinkedHashMap<>();
        for (Whereabouts one : each.values()) {
            groups.merge(
                    List.of(one.state(), one.since(), one.reason()),
                    one,
                    (before, next) -> {
                        List<String> both = new ArrayList<>(before.recipients());
                        both.addAll(next.recipients());
                        return new Whereabouts(
                                before.state(),
                                List.copyOf(both),
                                before.since(),
                                before.reason(),
                                before.nextTry(),
                                before.place(),
                                before.ahead());
                    });
        }
        return List.copyOf(groups.values());
    }

    private Whereabouts found(Whereabouts it) {
        if (it.state() == State.GIVEN_UP) {
            return letters.stream()
                    .filter(letter -> holds(letter, it.recipients()))
                    .reduce((before, last) -> last)
                    .map(last -> it.at(place(last), Optional.empty(), 0))
                    .orElse(it);
        }
        if (it.state() == State.ACCEPTED) {
            return it;
        }
        // One written before the latest event was carried since, though not committed yet.
        return waiting.stream()
                .filter(WaitingRecord::putOff)
                .filter(record -> !record.writtenAt().isBefore(it.since().minusSeconds(1)))
                .reduce((before, last) -> last)
                .map(last -> it.at(last.place(), last.dueAt(), last.ahead()))
                .orElse(it);
    }

    private static boolean holds(DeadLetterRecord letter, List<String> recipients) {
        return letter.recipients().isEmpty()
                || recipients.isEmpty()
                || Set.copyOf(letter.recipients()).containsAll(recipients);
    }

    private static RecordPlace place(DeadLetterRecord letter) {
        return RecordPlace.of(letter.record());
    }

    private static Whereabouts queued(WaitingRecord record) {
        return new Whereabouts(
                State.QUEUED,
                List.of(),
                record.writtenAt(),
                "",
                Optional.empty(),
                Optional.of(record.place()),
                record.ahead());
    }
}
