package dev.waypost.simulation;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/** The log of one partition. A topic that is made anew begins again at offset 0. */
final class FakePartition {

    final TopicPartition place;
    private final List<Entry> log = new ArrayList<>();

    /** How long the log was left each time it was cut. */
    private final List<Long> cuts = new ArrayList<>();

    private int cutsOfOldLogs;
    private int incarnation;
    private long recreatedAt = Long.MIN_VALUE;
    private long unreadableUntil;
    private long readableSince;

    FakePartition(TopicPartition place) {
        this.place = place;
    }

    Entry append(Entry.Kind kind, byte[] key, byte[] value, Headers headers, long timestamp) {
        Entry entry = new Entry(this, log.size(), kind, key, value, headers, timestamp);
        entry.unreadableUntil = unreadableUntil;
        unreadableUntil = 0;
        log.add(entry);
        return entry;
    }

    /** What is appended next is in a broken batch. */
    void corruptNext(long until) {
        unreadableUntil = until;
        readableSince = Math.max(readableSince, until);
    }

    /** When all of it can be read again that was broken so far. */
    long readableSince() {
        return readableSince;
    }

    long end() {
        return log.size();
    }

    Entry at(long offset) {
        return log.get((int) offset);
    }

    /** Nothing but markers, and what was rolled back. */
    boolean holdsNoRecord(long from, long to) {
        for (long offset = from; offset < Math.min(to, end()); offset++) {
            if (at(offset).kind == Entry.Kind.RECORD) {
                return false;
            }
        }
        return true;
    }

    List<Entry> entries() {
        return log;
    }

    /** How often the topic has been made anew. */
    int incarnation() {
        return incarnation;
    }

    /** The same, as somebody knows who asked then. */
    int incarnation(long at) {
        return recreatedAt > at ? incarnation - 1 : incarnation;
    }

    /** The topic was deleted and made again. */
    void recreate(long at) {
        recreatedAt = at;
        log.forEach(entry -> entry.erased = true);
        log.clear();
        cutsOfOldLogs = cuts.size();
        incarnation++;
    }

    /** The latest records go with a broker that had not passed them on. */
    void cut(int records) {
        int left = Math.max(0, log.size() - records);
        List<Entry> gone = log.subList(left, log.size());
        gone.forEach(entry -> entry.erased = true);
        gone.clear();
        cuts.add((long) left);
    }

    int leaderEpoch() {
        return cuts.size() - cutsOfOldLogs;
    }

    /** Where what was written under this leader, or one before, ends. */
    long endOf(int epoch) {
        int end = log.size();
        while (end > 0 && log.get(end - 1).leaderEpoch > epoch) {
            end--;
        }
        return end;
    }

    int cuts() {
        return cuts.size();
    }

    /** Up to where a reader has read the same log that stands here, who knows of so many cuts. */
    long soundUpTo(int known) {
        if (known == cuts.size()) {
            return end();
        }
        return cuts.subList(known, cuts.size()).stream().mapToLong(it -> it).min().orElse(end());
    }

    /** Whether offsets may come again. */
    boolean isWhole() {
        return incarnation == 0 && cuts.isEmpty();
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
