package dev.waypost.bench;

import java.time.Duration;

/**
 * One run of one contender over a full topic of its own: first mail, warm-up, window, and the proof
 * that what the window counted has been committed.
 */
final class Trial {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** Mails in flight are finished and an interval of automatic commits (5 s) has passed. */
    private static final Duration COMMITTED_WITHIN = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final TestBed bed;
    private final BenchSettings settings;
    private final Contender contender;
    private final Cell cell;

    Trial(TestBed bed, BenchSettings settings, Contender contender, Cell cell) {
        this.bed = bed;
        this.settings = settings;
        this.contender = contender;
        this.cell = cell;
    }

    /** Runs it; a run that fails says why in its measurement. */
    Measurement run(int round, String name) {
        try (FilledTopic topic = new FilledTopic(bed.bootstrapServers(), name)) {
            long mails = settings.mails(cell);
            if (contender.commits()) {
                topic.fill(cell.bytes(), mails);
            }
            return measured(round, topic, mails);
        } catch (FailedRun failed) {
            return Measurement.failed(contender, cell, round, failed.getMessage());
        }
    }

    private Measurement measured(int round, FilledTopic topic, long mails) {
        Task task = bed.task(topic.name(), cell);
        long before = bed.quietCount();
        long started = System.nanoTime();
        ChildProcess process = contender.start(task);
        try {
            Deadline start = Deadline.in(PATIENCE);
            while (bed.counters().mails() == before) {
                process.insistOnLife();
                start.pause(LOOK, "no mail within " + PATIENCE.toSeconds() + " s");
            }
            Duration toFirstMail = Duration.ofNanos(System.nanoTime() - started);
            Deadline.pause(settings.warmup(cell));

            RelaySnapshot begin = bed.counters();
            Duration cpu = process.cpu();
            Duration relayCpu = bed.relay().cpu();
            if (contender.commits() && begin.mails() - before >= mails) {
                throw new FailedRun("the topic ran dry while warming up; raise -Dbench.mails");
            }
            RelaySnapshot end = begin;
            Deadline window = Deadline.in(settings.window());
            while (!window.isOver() && !(contender.commits() && end.mails() - before >= mails)) {
                Deadline.pause(LOOK);
                process.insistOnLife();
                end = bed.counters();
            }
            cpu = process.cpu().minus(cpu);
            relayCpu = bed.relay().cpu().minus(relayCpu);
            long peak = process.peakMemory();
            if (end.mails() == begin.mails()) {
                throw new FailedRun("no mail within the window");
            }
            if (contender.commits()) {
                insistOnCommits(topic, before, end.mails() - before);
            }
            return new Measurement(
                    contender.name(),
                    cell,
                    round,
                    "",
                    end.mails() - begin.mails(),
                    Duration.ofNanos(end.nanos() - begin.nanos()),
                    cpu,
                    relayCpu,
                    peak,
                    end.connections() - begin.connections(),
                    toFirstMail);
        } catch (FailedRun failed) {
            process.keepLog(topic.name());
            throw failed;
        } finally {
            process.kill();
        }
    }

    /** Everything counted is committed soon; nothing is committed that the relay did not take. */
    private void insistOnCommits(FilledTopic topic, long before, long counted) {
        Deadline deadline = Deadline.in(COMMITTED_WITHIN);
        long committed = topic.committed();
        while (committed < counted) {
            deadline.pause(
                    LOOK, "the relay took %d, committed are %d".formatted(counted, committed));
            committed = topic.committed();
        }
        long taken = bed.counters().mails() - before;
        if (committed > taken) {
            throw new FailedRun(
                    "committed are %d, the relay took only %d".formatted(committed, taken));
        }
    }
}
