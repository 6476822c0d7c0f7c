package dev.waypost.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Waypost alone with ever more small mails: twice the mails take twice the time, and no more
 * memory. The time is from the first mail to a lag of zero.
 */
final class Growth {

    /** A text of 1 KiB over STARTTLS, the relay next door. */
    private static final Cell CELL = Cell.named("1k-tls-0");

    private static final Duration STALLED = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);

    private record Size(long mails, Duration time, long peakMemory) {

        double rate() {
            return mails / (time.toNanos() / 1e9);
        }
    }

    private final TestBed bed;
    private final List<Long> sizes;

    Growth(TestBed bed, List<Long> sizes) {
        this.bed = bed;
        this.sizes = sizes;
    }

    /** Runs each size; returns the table. */
    String play() {
        List<Size> measured = new ArrayList<>();
        for (long mails : sizes) {
            Size size = run(mails);
            System.out.println(row(size).strip());
            measured.add(size);
        }
        StringBuilder table =
                new StringBuilder("| mails | seconds | mails/s | peak memory, MiB |\n");
        table.append("| --- | --- | --- | --- |\n");
        measured.forEach(size -> table.append(row(size)));
        return table.toString();
    }

    private static String row(Size size) {
        return String.format(
                Locale.ROOT,
                "| %,d | %,.1f | %,.0f | %,.0f |\n",
                size.mails(),
                size.time().toNanos() / 1e9,
                size.rate(),
                size.peakMemory() / 1024.0 / 1024.0);
    }

    private Size run(long mails) {
        try (FilledTopic topic = new FilledTopic(bed.bootstrapServers(), "growth-" + mails)) {
            topic.fill(CELL.bytes(), mails);
            long before = bed.quietCount();
            ChildProcess process = new Waypost().start(bed.task(topic.name(), CELL));
            try {
                Progress progress = new Progress(STALLED);
                while (bed.counters().mails() == before) {
                    progress.look(process, 0);
                    Deadline.pause(LOOK);
                }
                long first = System.nanoTime();
                for (long done = 0; done < mails; done = topic.committed()) {
                    progress.look(process, done);
                    Deadline.pause(LOOK);
                }
                Duration time = Duration.ofNanos(System.nanoTime() - first);
                return new Size(mails, time, process.peakMemory());
            } finally {
                process.kill();
            }
        }
    }
}
