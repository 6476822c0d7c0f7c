package dev.waypost.simulation;

import dev.waypost.carry.UnwrittenReports;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.commit.InFlightWindow;
import dev.waypost.commit.LeaderEpochs;
import dev.waypost.commit.WindowSubscription;
import dev.waypost.compose.MimeComposer;
import dev.waypost.config.Handover;
import dev.waypost.config.KafkaSettings;
import dev.waypost.config.PodShare;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.RelayCircuit;
import dev.waypost.intake.MailEventDecoder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;

/**
 * One run of Waypost: the real beans, its poll loops and workers. Ends by a crash at any moment, or
 * by a drain as on SIGTERM.
 */
final class Pod {

    private static final long MILLI = 1_000_000;
    private static final long SESSION = 10_000 * MILLI;

    final Life life;
    final FakeKafka kafka;
    final FakeRelay relay;
    final Trace trace;
    final Scheduler scheduler;
    final Beans beans = new Beans();
    final InFlightWindow window;
    final StatusReader statusReader;
    private final PodClock clock;
    private final Dice dice;
    private final double interruptions;
    private final List<PollLoop> loops = new ArrayList<>();
    private final Deque<Walk> waiting = new ArrayDeque<>();
    private final ProbeLoop probe;
    private final int mostHeld;
    private int idleWorkers;

    Pod(Life life, World world, WaypostConfig config, Dice dice) {
        this.life = life;
        this.kafka = world.kafka;
        this.relay = world.relay;
        this.trace = world.trace;
        this.scheduler = world.scheduler;
        this.dice = dice;
        this.clock = new PodClock(scheduler);
        this.interruptions = world.plan.interruptions;
        this.idleWorkers = world.plan.workers;
        this.mostHeld = 8 + 4 * world.plan.partitions;
        beans.give(Clock.class, clock);
        beans.give(WaypostConfig.class, config);
        beans.give(PodShare.class, (PodShare) () -> 1);
        beans.give(KafkaSettings.class, new KafkaSettings(Map.of()));
        beans.give(RandomGenerator.class, dice.fork(1));
        beans.give(MailEventDecoder.class, Mails.DECODER);
        beans.give(MimeComposer.class, Mails.COMPOSER);
        beans.give(OutcomeClassifier.class, world.classifier);
        beans.give("deliveryMetrics", null);
        beans.give("mailLog", null);
        beans.give(LongSupplier.class, (LongSupplier) scheduler::now);
        window =
                WindowParts.window(
                        config,
                        beans.get(UnwrittenReports.class),
                        clock,
                        scheduler::now,
                        kafka,
                        beans.get(LeaderEpochs.class));
        beans.give(InFlightWindow.class, window);
        beans.give(Handover.class, (Handover) this::takenOver);
        statusReader = new StatusReader(this, config.topic() + ".status", dice.fork(2));
        probe = new ProbeLoop(this);
        for (RouteBook.Intake intake : world.routes.intakes()) {
            loops.add(new PollLoop(this, intake, world.plan, dice.fork(3 + loops.size())));
        }
    }

    void start() {
        trace.say(life, 1, () -> "starts");
        window.setResumableCheck((RelayCircuit) beans.get(RelayCircuit.class));
        WindowSubscription subscription = beans.get(WindowSubscription.class);
        statusReader.start();
        loops.forEach(loop -> loop.start(subscription));
    }

    private void takenOver() {
        statusReader.takenOver();
    }

    /** A port or the relay failed: somebody has to find out when it is back. */
    void startProbing() {
        probe.start();
    }

    void wake() {
        loops.forEach(PollLoop::wake);
    }

    /** Dies as by SIGKILL. The group learns of it when the session ends. */
    void crash() {
        trace.say(life, 2, () -> "crashes");
        life.end();
        scheduler.after(null, SESSION, () -> loops.forEach(PollLoop::isGivenUp));
    }

    /** The machine freezes: where that takes longer than the session, its partitions go. */
    void stall(long nanos) {
        trace.say(life, 3, () -> "freezes for " + nanos / MILLI + " ms");
        life.stallUntil(scheduler.now() + nanos);
        if (nanos > SESSION) {
            scheduler.after(null, SESSION, () -> loops.forEach(PollLoop::isGivenUp));
        }
    }

    /**
     * As on SIGTERM: drains while the poll loops go on, then they say farewell.
     *
     * @param then called at the end, unless it crashes before
     */
    void stop(Duration atMost, Runnable then) {
        scheduler.after(
                life,
                0,
                () -> {
                    trace.say(life, 4, () -> "stops");
                    scheduler.mayWait();
                    boolean drained = window.drain(atMost);
                    trace.say(life, 5, () -> drained ? "is drained" : "gives up draining");
                    for (PollLoop loop : loops) {
                        loop.close();
                    }
                    life.end();
                    then.run();
                });
    }

    void setClock(long nanos) {
        clock.step(nanos);
    }

    /** Between two steps: does somebody else come first? */
    boolean isInterrupted(Walk walk) {
        return dice.chance(interruptions);
    }

    void soon(Runnable work) {
        scheduler.after(life, dice.spread(1_000, 5 * MILLI), work);
    }

    void later(Runnable work) {
        scheduler.after(life, dice.spread(10 * MILLI, 200 * MILLI), work);
    }

    /** {@code to: seda:carry}: the exchange and its completions go to the workers. */
    void queue(Walk intake, List<Step> steps) {
        intake.handedOver = true;
        Walk walk = new Walk(this, intake.entry, intake.term, intake.exchange);
        walk.enter(steps);
        waiting.add(walk);
        dispatch();
    }

    private void dispatch() {
        while (idleWorkers > 0 && !waiting.isEmpty()) {
            idleWorkers--;
            Walk walk = waiting.poll();
            soon(
                    () -> {
                        kafka.judge.carried(walk);
                        walk.start(
                                () -> {
                                    idleWorkers++;
                                    mustHaveNoticed(walk);
                                    dispatch();
                                    loops.forEach(PollLoop::ended);
                                });
                    });
        }
    }

    void wake(TopicPartition place) {
        for (PollLoop loop : loops) {
            if (loop.holds(place)) {
                loop.wake();
            }
        }
    }

    void wake(String topic) {
        for (PollLoop loop : loops) {
            if (loop.wants(topic)) {
                loop.wake();
            }
        }
    }

    /** All mails have come to their ending: what was known of each is forgotten. */
    void mustHoldNothing() {
        if (!life.isOver()) {
            beans.look(new Hoard(mostHeld));
        }
    }

    /** Whether its relay takes nothing now: {@link ProbeLoop} finds out when it does. */
    boolean isShut() {
        return probe.isShut() && window.inFlight() == 0;
    }

    boolean isRunning() {
        return probe.isRunning();
    }

    private void mustHaveNoticed(Walk walk) {
        if (walk.shutOutAt >= 0
                && walk.latestAnswer == null
                && probe.isRunning()
                && probe.resumedAt() < walk.shutOutAt) {
            throw new Violation("unnoticed", this + " goes on, and no port is open to " + walk);
        }
    }

    /** Whether nothing is under way in it. */
    boolean isIdle() {
        return life.isOver() || window.inFlight() == 0 && waiting.isEmpty();
    }

    @Override
    public String toString() {
        return life.name;
    }
}
