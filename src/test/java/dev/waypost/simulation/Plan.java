package dev.waypost.simulation;

import dev.waypost.simulation.Weather.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a seed is about: how large the world is, which mails come and when, and what goes wrong.
 * Each seed draws some kinds of faults and leaves out the others, so that rare ones meet. An event
 * that is left out changes none of the others: that is what shrinking rests on.
 */
final class Plan {

    /**
     * @param at nanoseconds from the start
     */
    record Event(int number, long at, Supplier<String> what, Consumer<World> happens) {}

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

    /** Whether nothing goes wrong that could hold up more than the one mail or partition. */
    final boolean isFair;

    final boolean hasRightClocks;
    private boolean setsClocks;
    final List<Event> events = new ArrayList<>();
    private final Dice dice;

    Plan(long seed) {
        this.seed = seed;
        this.dice = new Dice(seed);
        this.pods = dice.between(1, 3);
        this.partitions = dice.between(1, 3);
        this.pollRecords = dice.between(1, 16);
        this.interruptions = dice.one(0.0, 0.05, 0.3, 1.0);
        this.policy = dice.between(0, 2);
        this.isFair = dice.chance(0.3);
        this.workers = isFair ? 50 : dice.between(1, 6);
        this.concurrency = isFair ? 50 : dice.between(1, 8);
        int trouble = isFair ? dice.between(0, 2) : -1;
        mails(dice.fork(1), !isFair ? ALL : trouble == SET_CLOCKS ? SLOW : LONELY);
        faults(dice.fork(2), trouble);
        this.hasRightClocks = !setsClocks;
    }

    private void mails(Dice dice, List<RelayAnswer> possible) {
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
                answers.add(own.one(possible));
            }
            int id = number;
            add(
                    at,
                    () -> "m" + id + " is published: " + answers,
                    world -> world.publish(id, to, partition, Entry.Kind.RECORD, answers));
            if (own.chance(0.02) && !isFair) {
                add(at + 1, () -> "m" + id + " will never be taken", world -> world.neverTaken(id));
            }
            while (own.chance(duplicates)) {
                int where = own.chance(0.7) ? partition : own.between(0, partitions - 1);
                add(
                        at + own.between(0, 5_000) * (SECOND / 1000),
                        () -> "m" + id + " is published once more",
                        world -> world.publish(id, to, where, Entry.Kind.RECORD, List.of()));
            }
        }
        while (dice.chance(0.2)) {
            int partition = dice.between(0, partitions - 1);
            add(
                    dice.between(0, 30_000) * (SECOND / 1000),
                    () -> "rubbish is published",
                    world -> world.publishRubbish(partition));
        }
        while (dice.chance(0.3)) {
            int partition = dice.between(0, partitions - 1);
            boolean aborted = dice.chance(0.5);
            int id = Mails.MOST - 1;
            add(
                    dice.between(0, 30_000) * (SECOND / 1000),
                    () -> aborted ? "a transaction is rolled back" : "a transaction is committed",
                    world -> {
                        if (aborted) {
                            world.publish(id, 1, partition, Entry.Kind.ABORTED, List.of());
                        }
                        world.publish(id, 1, partition, Entry.Kind.MARKER, List.of());
                    });
        }
    }

    private void faults(Dice dice, int only) {
        if (isFair) {
            if (only != 0) {
                fault(only, dice.between(0, 30_000) * (SECOND / 1000), dice);
            }
            return;
        }
        if (dice.chance(0.1)) {
            return;
        }
        List<Integer> kinds = new ArrayList<>();
        for (int kind = 1; kind <= KINDS; kind++) {
            if (dice.chance(0.35)) {
                kinds.add(kind);
            }
        }
        int count = (int) dice.spread(1, 12);
        for (int i = 0; i < count && !kinds.isEmpty(); i++) {
            Dice own = dice.fork(i);
            long at = own.between(0, TROUBLED_SECONDS * 1000) * (SECOND / 1000);
            fault(own.one(kinds), at, own);
        }
    }

    private void fault(int kind, long at, Dice own) {
        long lasts = own.spread(SECOND / 10, TROUBLED_SECONDS * SECOND);
        int pod = own.between(0, pods - 1);
        String name = "pod " + pod;
        switch (kind) {
            case SET_CLOCKS -> {
                long by = own.between(-3600, 3600) * SECOND;
                setsClocks = true;
                add(
                        at,
                        () -> "clock of " + name + " is set by " + by / SECOND + " s",
                        world -> world.setClock(pod, by, lasts));
            }
            case CORRUPT -> {
                int where = own.between(0, partitions - 1);
                add(
                        at,
                        () -> "what comes next in partition " + where + " cannot be read",
                        world -> world.corrupt(where, lasts));
            }
            case 3 -> add(at, () -> name + " crashes", world -> world.crash(pod, lasts));
            case 4 -> add(at, () -> name + " is stopped", world -> world.stop(pod, lasts));
            case 5 -> add(at, () -> name + " freezes", world -> world.freeze(pod, lasts / 2));
            case 6 -> add(at, () -> "partitions move", World::rebalance);
            case 7 -> add(at, () -> "the topic is made anew", world -> world.recreate(""));
            case 8 -> weather(own.one(KAFKA), at, lasts);
            case 9 -> weather(own.one(LOGIN), at, lasts);
            case 10 -> {
                String other = own.one(OWN_TOPICS);
                add(at, () -> "topic " + other + " is made anew", world -> world.recreate(other));
            }
            case 11 -> add(at, () -> "a status partition is added", World::addStatusPartition);
            case 12 -> {
                int where = own.between(0, partitions - 1);
                int records = own.between(1, 4);
                add(
                        at,
                        () -> "partition " + where + " loses its last " + records + " records",
                        world -> world.cut(where, records));
            }
            default -> {
                weather(own.one(PORTS), at, lasts);
                PORTS.stream()
                        .filter(other -> own.chance(0.4))
                        .forEach(other -> weather(other, at, lasts));
            }
        }
    }

    private void weather(Trouble trouble, long at, long lasts) {
        add(
                at,
                () -> trouble + " for " + lasts / SECOND + " s",
                world -> world.weather(trouble, lasts));
    }

    private static final int SET_CLOCKS = 1;
    private static final int CORRUPT = 2;
    private static final int KINDS = 13;

    private static final List<String> OWN_TOPICS =
            List.of(
                    ".status",
                    ".status",
                    ".status",
                    ".dead-letter",
                    ".retry.10s",
                    ".retry.40s",
                    ".retry.2m");

    private static final List<RelayAnswer> ALL = List.of(RelayAnswer.values());

    /** Answers that hold up the mail alone, and for a time that is known. */
    private static final List<RelayAnswer> SLOW =
            List.of(
                    RelayAnswer.TAKES_ITS_TIME,
                    RelayAnswer.HANGS_AT_THE_DOT_THEN_TAKES_IT,
                    RelayAnswer.REFUSES_SOME,
                    RelayAnswer.REFUSES_AT_THE_DOT);

    /** Those, and a later try. */
    private static final List<RelayAnswer> LONELY =
            List.of(
                    RelayAnswer.TAKES_ITS_TIME,
                    RelayAnswer.HANGS_AT_THE_DOT_THEN_TAKES_IT,
                    RelayAnswer.REFUSES_SOME,
                    RelayAnswer.DEFERS_SOME,
                    RelayAnswer.REFUSES_ONE_DEFERS_ANOTHER,
                    RelayAnswer.DEFERS_AT_MAIL,
                    RelayAnswer.DEFERS_AT_DATA,
                    RelayAnswer.DEFERS_AT_THE_DOT,
                    RelayAnswer.HINTS_AT_THE_DOT,
                    RelayAnswer.LEAVES_IN_DOUBT_AND_TAKES_IT,
                    RelayAnswer.REFUSES_AT_THE_DOT);

    private static final List<Trouble> LOGIN =
            List.of(Trouble.LOGIN_REFUSED, Trouble.LOGIN_UNAVAILABLE, Trouble.LOGIN_TALKS_RUBBISH);

    private static final List<Trouble> KAFKA =
            List.of(
                    Trouble.COMMITS_FAIL,
                    Trouble.COMMIT_ANSWERS_ARE_LOST,
                    Trouble.WRITES_FAIL,
                    Trouble.WRITE_ANSWERS_ARE_LOST,
                    Trouble.WRITES_ARE_SLOW,
                    Trouble.NEWS_IS_LATE,
                    Trouble.LARGE_RECORDS_REFUSED);

    private static final List<Trouble> PORTS =
            List.of(
                    Trouble.PORT_587_REFUSES,
                    Trouble.PORT_587_IS_SILENT,
                    Trouble.PORT_2525_REFUSES,
                    Trouble.PORT_2525_IS_SILENT,
                    Trouble.PORT_465_REFUSES,
                    Trouble.PORT_465_IS_SILENT);

    private void add(long at, Supplier<String> what, Consumer<World> happens) {
        events.add(new Event(events.size(), at, what, happens));
    }

    Dice dice(long label) {
        return dice.fork(100 + label);
    }
}
