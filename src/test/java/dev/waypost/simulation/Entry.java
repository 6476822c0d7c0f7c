package dev.waypost.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Headers;

/** One offset of a fake partition, and what the judge knows of the record there. */
final class Entry {

    enum Kind {
        RECORD,
        /** Written by a transaction that was rolled back. */
        ABORTED,
        /** A control marker: takes an offset, is never given out. */
        MARKER
    }

    final FakePartition partition;
    final long offset;

    /** Of the leader that wrote it: the log is cut where one takes over. */
    final int leaderEpoch;

    final Kind kind;
    final byte[] key;
    final byte[] value;
    final Headers headers;
    final long timestamp;

    /** What it is for, in the source and the retry topics; null elsewhere. */
    Mail mail;

    /** Until when nobody can read the batch it is in. */
    long unreadableUntil;

    /** How often the relay had a say about its mail before. */
    int passes;

    /** When everything about it has to be written, where nothing is wrong with the world. */
    long deadline = Long.MAX_VALUE;

    /** In a retry topic: not before. */
    long dueAt;

    /** What is written about it, whoever heard of that. */
    final Set<Written> written = EnumSet.noneOf(Written.class);

    /** The term in which its carrier heard that its status is there; null before. */
    Term statusIn;

    /** The record that puts it off; null before. */
    Entry retry;

    /** Whether all that its verdict asks for is written. */
    boolean said;

    /** The term in which its carrier heard that all its own verdict asks for is; null before. */
    Term saidIn;

    /** The verdict that this is known of: one that is recalled is the same. */
    private Object verdict;

    private final Set<Written> known = EnumSet.noneOf(Written.class);

    /** How often it was polled lately. */
    int polls;

    long polledSince;

    /** In the status topic: whose acceptance it tells. */
    List<Acceptance> tells = List.of();

    /** It was deleted with its topic before it was said: no promise is left. */
    boolean erased;

    /** Its partition went elsewhere without a word while it was in flight. */
    boolean handedOver;

    Entry(
            FakePartition partition,
            long offset,
            Kind kind,
            byte[] key,
            byte[] value,
            Headers headers,
            long timestamp) {
        this.partition = partition;
        this.offset = offset;
        this.leaderEpoch = partition.leaderEpoch();
        this.kind = kind;
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.timestamp = timestamp;
    }

    /** Who wrote for this verdict has heard that it is there: all that was heard for it. */
    Set<Written> knows(Object of, Written heard) {
        if (verdict != of) {
            verdict = of;
            known.clear();
        }
        known.add(heard);
        return known;
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
