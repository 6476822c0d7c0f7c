package dev.waypost.simulation;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.config.WaypostConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Kafka, relay and pods of one schedule, from the first event to the last mail's ending. */
final class World {

    private static final long SECOND = Plan.SECOND;

    /** By then a calm world has carried everything, retries and long silences included. */
    private static final long LONGEST = 10 * 3600 * SECOND;

    private static final long MOST_TASKS = 400_000;
    private static final Duration DRAIN = Duration.ofSeconds(25);
    private static final String TOPIC = "outbound-mail";

    final Plan plan;
    final RouteBook routes;
    final Scheduler scheduler;
    final Weather weather = new Weather();
    final Trace trace;
    final Judge judge;
    final FakeKafka kafka;
    final FakeRelay relay;

    /** Of all pods, for it knows nothing but the rules. */
    final OutcomeClassifier classifier;

    private final WaypostConfig config;
    private final Map<Integer, Mail> mails = new HashMap<>();
    private final List<Pod> pods = new ArrayList<>();
    private int lives;
    private int pending;

    World(Plan plan, RouteBook routes, Settings settings, boolean isTraced) {
        this.plan = plan;
        this.routes = routes;
        this.config = settings.of(plan);
        this.classifier = settings.classifier();
        this.scheduler = new Scheduler(plan.dice(1));
        this.trace = new Trace(scheduler, isTraced);
        this.judge = new Judge(scheduler, plan);
        this.kafka = new FakeKafka(scheduler, weather, trace, judge, plan.dice(2));
        this.relay = new FakeRelay(scheduler, weather, trace, judge, plan.dice(3));
        kafka.create(TOPIC, plan.partitions);
        for (String delay : settings.delays()) {
            kafka.create(TOPIC + ".retry." + delay, plan.partitions);
        }
        kafka.create(TOPIC + ".dead-letter", plan.partitions);
        kafka.create(TOPIC + ".status", plan.partitions);
        kafka.onWrite(this::written);
    }

    private void written(Entry entry) {
        TopicPartition place = entry.partition.place;
        wake(place);
        if (entry.dueAt > scheduler.now()) {
            scheduler.after(null, entry.dueAt - scheduler.now(), () -> wake(place));
        }
        if (place.topic().endsWith(".status")) {
            pods.forEach(pod -> pod.statusReader.news(entry));
        }
    }

    /** Who takes a partition over looks into it anyway. */
    private void wake(TopicPartition place) {
        pods.forEach(pod -> pod.wake(place));
    }

    private void wake(String topic) {
        pods.forEach(pod -> pod.wake(topic));
    }

    /**
     * Runs the schedule to its end.
     *
     * @param kept which of the plan's events happen
     * @throws Violation where a promise is broken
     */
    void run(IntPredicate kept) {
        scheduler.enter();
        try {
            for (int pod = 0; pod < plan.pods; pod++) {
                pods.add(null);
                start(pod);
            }
            for (Plan.Event event : plan.events) {
                if (kept.test(event.number())) {
                    after(
                            event.at(),
                            () -> {
                                trace.say("world", event.number(), event.what());
                                event.happens().accept(this);
                            });
                }
            }
            long calm = 0;
            while (scheduler.tasks() < MOST_TASKS && scheduler.step(LONGEST)) {
                if (scheduler.now() >= calm) {
                    calm = scheduler.now() + SECOND;
                    if (isOver()) {
                        pods.forEach(Pod::mustHoldNothing);
                        return;
                    }
                }
            }
            judge.deadlines.settled(pods);
            throw new Violation("stuck", "records are said, but their offsets not committed");
        } finally {
            scheduler.leave();
        }
    }

    private boolean isOver() {
        return pending == 0
                && judge.deadlines.isSettled()
                && pods.stream().allMatch(pod -> pod != null && pod.isIdle())
                && kafka.isAllCommitted();
    }

    private void start(int number) {
        Life life = new Life("pod-" + number + (lives < plan.pods ? "" : "." + lives));
        Pod pod = new Pod(life, this, config, plan.dice(10 + lives++));
        pods.set(number, pod);
        pod.start();
    }

    private void startAgain(int number, long after) {
        after(after, () -> start(number));
    }

    void publish(
            int number, int recipients, int partition, Entry.Kind kind, List<RelayAnswer> answers) {
        Mail mail =
                mails.computeIfAbsent(
                        number, n -> new Mail("m" + n, Mails.recipients(n, recipients)));
        mail.answerWith(answers);
        publish(mail, partition, kind, Mails.value(number, recipients));
    }

    void neverTaken(int number) {
        Mail mail = mails.get(number);
        if (mail != null) {
            mail.neverTaken();
        }
    }

    /**
     * @param suffix of the topic's name: {@code .status}, or empty
     */
    void recreate(String suffix) {
        if (!kafka.isLongHere(TOPIC + suffix)) {
            return; // To delete and make a topic takes somebody seconds, and the cluster too.
        }
        newTopic(TOPIC + suffix);
        statusTopicChanged(suffix);
    }

    void addStatusPartition() {
        kafka.addPartition(TOPIC + ".status");
        statusTopicChanged(".status");
    }

    private void newTopic(String name) {
        kafka.recreate(name);
        // A pod polls all the time, and hears of the new topic's id sooner or later.
        wake(name);
        after(2 * SECOND, () -> wake(name));
        after(4 * SECOND, () -> wake(name));
    }

    private void statusTopicChanged(String suffix) {
        if (suffix.equals(".status")) {
            pods.forEach(pod -> pod.statusReader.changed());
        }
    }

    void cut(int partition, int records) {
        kafka.partition(new TopicPartition(TOPIC, partition)).cut(records);
    }

    /** The next record of a partition comes in a batch that nobody can read for a while. */
    void corrupt(int partition, long lasts) {
        kafka.partition(new TopicPartition(TOPIC, partition)).corruptNext(scheduler.now() + lasts);
        after(lasts, () -> {});
    }

    void publishRubbish(int partition) {
        publish(new Mail(null, List.of()), partition, Entry.Kind.RECORD, Mails.RUBBISH);
    }

    private void publish(Mail mail, int partition, Entry.Kind kind, byte[] value) {
        Entry entry =
                kafka.publish(
                        new TopicPartition(TOPIC, partition), kind, value, new RecordHeaders());
        entry.mail = mail;
        mail.published();
        if (kind == Entry.Kind.RECORD) {
            judge.deadlines.owes(entry, scheduler.now());
        }
        wake(entry.partition.place);
    }

    void crash(int number, long away) {
        if (!pods.get(number).life.isOver()) {
            pods.get(number).crash();
            startAgain(number, away);
        }
    }

    void stop(int number, long away) {
        if (!pods.get(number).life.isOver()) {
            pods.get(number).stop(DRAIN, () -> startAgain(number, away));
        }
    }

    void freeze(int number, long lasts) {
        pods.get(number).stall(lasts);
    }

    void rebalance() {
        kafka.groups().forEach(FakeGroup::rebalance);
        pods.forEach(pod -> pod.wake(TOPIC));
    }

    void weather(Weather.Trouble trouble, long lasts) {
        weather.begin(trouble);
        after(lasts, () -> weather.end(trouble));
    }

    /** Somebody sets a clock wrong, and right again. */
    void setClock(int number, long by, long lasts) {
        Pod pod = pods.get(number);
        pod.setClock(by);
        after(lasts, () -> pod.setClock(-by));
    }

    /** Something that is still to happen: before it has, nothing is over. */
    private void after(long nanos, Runnable what) {
        pending++;
        scheduler.after(
                null,
                nanos,
                () -> {
                    pending--;
                    what.run();
                });
    }
}
