package dev.waypost.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One start of Waypost on its way through given ports: over a full topic for its rate, or with
 * mails that are published at a pace for how long each takes from there to the relay's 250.
 */
final class Passage {

    private static final Duration LOOK = Duration.ofMillis(200);

    /** The first mails may wait for the greeting of a silent port, 30 s by default. */
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    /** From the mails that found the port to those whose times are taken. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    /** Mails that find out which port is open, before times are taken. */
    private static final int SCOUTS = 16;

    private final TestBed bed;
    private final BenchSettings settings;
    private final Cell cell;
    private final Ports ports;
    private double mailsPerSecond;
    private double secondsToFirstMail;
    private RelaySnapshot times;

    Passage(TestBed bed, BenchSettings settings, Cell cell, Ports ports) {
        this.bed = bed;
        this.settings = settings;
        this.cell = cell;
        this.ports = ports;
    }

    void overFullTopic(String name) {
        try (FilledTopic topic = new FilledTopic(bed.bootstrapServers(), name)) {
            topic.fill(cell.bytes(), settings.mails(cell));
            long before = bed.quietCount();
            long started = System.nanoTime();
            ChildProcess process = start(topic);
            try {
                awaitMails(before + 1, process);
                secondsToFirstMail = (System.nanoTime() - started) / 1e9;
                Deadline.pause(settings.warmup(cell));
                RelaySnapshot begin = bed.counters();
                Deadline.pause(settings.window());
                RelaySnapshot end = bed.counters();
                mailsPerSecond =
                        (end.mails() - begin.mails()) / ((end.nanos() - begin.nanos()) / 1e9);
            } finally {
                process.kill();
            }
        }
    }

    void atPace(String name) {
        try (FilledTopic topic = new FilledTopic(bed.bootstrapServers(), name)) {
            topic.fill(cell.bytes(), SCOUTS);
            long before = bed.quietCount();
            ChildProcess process = start(topic);
            try (MailPress press = topic.press(cell.bytes())) {
                awaitMails(before + SCOUTS, process);
                publish(press, SETTLING);
                long known = bed.countersForgettingTimes().mails();
                long mails = publish(press, settings.window());
                awaitMails(known + mails, process);
                times = bed.counters();
            } finally {
                process.kill();
            }
        }
    }

    double mailsPerSecond() {
        return mailsPerSecond;
    }

    double secondsToFirstMail() {
        return secondsToFirstMail;
    }

    long medianMillis() {
        return times.median();
    }

    long p99Millis() {
        return times.p99();
    }

    private ChildProcess start(FilledTopic topic) {
        return new Waypost().start(bed.task(topic.name(), cell).through(ports));
    }

    /** Publishes one by one, whether or not the former have been delivered; returns how many. */
    private long publish(MailPress press, Duration length) {
        long mails = settings.pacedRate() * length.toSeconds();
        long gap = Duration.ofSeconds(1).toNanos() / settings.pacedRate();
        long due = System.nanoTime();
        for (long i = 0; i < mails; i++) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            press.printOne();
            due += gap;
        }
        return mails;
    }

    private void awaitMails(long count, ChildProcess process) {
        Progress progress = new Progress(PATIENCE);
        for (long now = 0; now < count; now = bed.counters().mails()) {
            progress.look(process, now);
            Deadline.pause(LOOK);
        }
    }
}
