package dev.waypost.simulation;

import dev.waypost.simulation.Weather.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a seed is about: how large the world is, which mails come and when, and what goes wrong.
 * Each seed draws some kinds of faults and leaves out the others, so that rare ones meet. An event
 * that is left out changes none of the others: that is what shrinking rests on.
 */
final class Plan {

    /**
     * @param at nanoseconds from the start
     */
    record Event(int number, long at, String what, Consumer<World> happens) {}

    static final long SECOND = 1_000_000_000L;

    /** Faults begin before, and have ended by twice this time. */
    private static final int TROUBLED_SECONDS = 60;

    final long seed;
    final int pods;
    final int partitions;
    final int workers;
    final int concurrency;
    final int pollRecords;
    final double interruptions;
    final int policy;
    final List<Event> events = new ArrayList<>();
    private final Dice dice;

    Plan(long seed) {
        this.seed = seed;
        this.dice = new Dice(seed);
        this.pods = dice.between(1, 3);
        this.partitions = dice.between(1, 3);
        this.workers = dice.between(1, 6);
        this.concurrency = dice.between(1, 8);
        this.pollRecords = dice.between(1, 16);
        this.interruptions = dice.one(0.0, 0.05, 0.3, 1.0);
        this.policy = dice.between(0, 2);
        mails(dice.fork(1));
        faults(dice.fork(2));
    }

    private void mails(Dice dice) {
        int count = (int) dice.spread(1, 14);
        boolean burst = dice.chance(0.3);
        double duplicates = dice.one(0.0, 0.0, 0.2, 0.6);
        double odd = dice.one(0.0, 0.1, 0.5);
        for (int number = 0; number < count; number++) {
            Dice own = dice.fork(number);
            int to = own.between(1, Mails.MOST_RECIPIENTS);
            int partition = own.between(0, partitions - 1);
            long at = burst ? SECOND : own.between(0, 30_000) * (SECOND / 1000);
            List<RelayAnswer> answers = new ArrayList<>();
            while (own.chance(odd)) {
                answers.add(own.one(RelayAnswer.values()));
            }
            int id = number;
            add(
                    at,
                    "m" + id + " is published: " + answers,
                    world -> world.publish(id, to, partition, Entry.Kind.RECORD, answers));
            if (own.chance(0.02)) {
                add(at + 1, "m" + id + " will never be taken", world -> world.neverTaken(id));
            }
            while (own.chance(duplicates)) {
                int where = own.chance(0.7) ? partition : own.between(0, partitions - 1);
                add(
                        at + own.between(0, 5_000) * (SECOND / 1000),
                        "m" + id + " is published once more",
                        world -> world.publish(id, to, where, Entry.Kind.RECORD, List.of()));
            }
        }
        while (dice.chance(0.2)) {
            int partition = dice.between(0, partitions - 1);
            add(
                    dice.between(0, 30_000) * (SECOND / 1000),
                    "rubbish is published",
                    world -> world.publishRubbish(partition));
        }
        while (dice.chance(0.3)) {
            int partition = dice.between(0, partitions - 1);
            boolean aborted = dice.chance(0.5);
            int id = Mails.MOST - 1;
            add(
                    dice.between(0, 30_000) * (SECOND / 1000),
                    aborted ? "a transaction is rolled back" : "a transaction is committed",
                    world -> {
                        if (aborted) {
                            world.publish(id, 1, partition, Entry.Kind.ABORTED, List.of());
                        }
                        world.publish(id, 1, partition, Entry.Kind.MARKER, List.of());
                    });
        }
    }

    private void faults(Dice dice) {
        if (dice.chance(0.2)) {
            return;
        }
        Set<Integer> kinds = new java.util.TreeSet<>();
        for (int kind = 0; kind < 8; kind++) {
            if (dice.chance(0.35)) {
                kinds.add(kind);
            }
        }
        int count = (int) dice.spread(1, 12);
        for (int i = 0; i < count && !kinds.isEmpty(); i++) {
            Dice own = dice.fork(i);
            long at = own.between(0, TROUBLED_SECONDS * 1000) * (SECOND / 1000);
            fault(own.one(List.copyOf(kinds)), at, own);
        }
    }

    private void fault(int kind, long at, Dice own) {
        long lasts = own.spread(SECOND / 10, TROUBLED_SECONDS * SECOND);
        int pod = own.between(0, pods - 1);
        switch (kind) {
            case 0 -> add(at, "pod " + pod + " crashes", world -> world.crash(pod, lasts));
            case 1 -> add(at, "pod " + pod + " is stopped", world -> world.stop(pod, lasts));
            case 2 -> add(at, "pod " + pod + " freezes", world -> world.freeze(pod, lasts / 2));
            case 3 -> add(at, "partitions move", World::rebalance);
            case 4, 5, 6 -> {
                Trouble trouble =
                        own.one(
                                kind == 4
                                        ? KAFKA
                                        : kind == 5
                                                ? List.of(
                                                        Trouble.LOGIN_REFUSED,
                                                        Trouble.LOGIN_UNAVAILABLE)
                                                : PORTS);
                add(
                        at,
                        trouble + " for " + lasts / 1e9 + " s",
                        world -> world.weather(trouble, lasts));
                if (kind == 6) {
                    for (Trouble other : PORTS) {
                        if (own.chance(0.4)) {
                            add(
                                    at,
                                    other + " for " + lasts / 1e9 + " s",
                                    world -> world.weather(other, lasts));
                        }
                    }
                }
            }
            default -> {
                long by = own.between(-3600, 3600) * SECOND;
                add(
                        at,
                        "clock of pod " + pod + " is set by " + by / SECOND + " s",
                        world -> world.setClock(pod, by, lasts));
            }
        }
    }

    private static final List<Trouble> KAFKA =
            List.of(
                    Trouble.COMMITS_FAIL,
                    Trouble.COMMIT_ANSWERS_ARE_LOST,
                    Trouble.WRITES_FAIL,
                    Trouble.WRITE_ANSWERS_ARE_LOST,
                    Trouble.WRITES_ARE_SLOW,
                    Trouble.NEWS_IS_LATE);

    private static final List<Trouble> PORTS =
            List.of(
                    Trouble.PORT_587_REFUSES,
                    Trouble.PORT_587_IS_SILENT,
                    Trouble.PORT_2525_REFUSES,
                    Trouble.PORT_2525_IS_SILENT,
                    Trouble.PORT_465_REFUSES,
                    Trouble.PORT_465_IS_SILENT);

    private void add(long at, String what, Consumer<World> happens) {
        events.add(new Event(events.size(), at, what, happens));
    }

    Dice dice(long label) {
        return dice.fork(100 + label);
    }
}
