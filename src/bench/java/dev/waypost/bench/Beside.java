package dev.waypost.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * This build and another one at the same time, over one broker and one relay, each with a full
 * topic of its own: what slows the machine slows both, so that their ratio says something where two
 * runs one after the other would not. Who starts first changes with each round. Mails are counted
 * by the offsets that each has committed.
 */
final class Beside {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final String HEAD =
            """
            | build | mails/s | CPU s per 10,000 mails |
            | --- | --- | --- |
            """;

    private final TestBed bed;
    private final BenchSettings settings;
    private final Cell cell;
    private final Row here = new Row(new Waypost("this", Path.of("")));
    private final Row there;

    /** What became of one of the two, round by round. */
    private static final class Row {

        private final Waypost build;
        private final List<Double> rate = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();

        private Row(Waypost build) {
            this.build = build;
        }

        private void add(long mails, double seconds, Duration cpuTime) {
            rate.add(mails / seconds);
            cpu.add(cpuTime.toMillis() / 1e3 / mails * 10_000);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,.0f mails/s, %.2f CPU s per 10,000%n",
                    build.name(),
                    rate.get(rate.size() - 1),
                    cpu.get(cpu.size() - 1));
        }

        private String text() {
            return "| %s | %s | %s |\n"
                    .formatted(build.name(), figures(rate).spanned(0), figures(cpu).spanned(2));
        }
    }

    /** One of them while it runs. */
    private static final class Side {

        private final Row row;
        private final FilledTopic topic;
        private ChildProcess process;
        private long begin;
        private Duration cpu;

        private Side(Row row, FilledTopic topic) {
            this.row = row;
            this.topic = topic;
        }

        private void begin() {
            process.insistOnLife();
            begin = topic.committed();
            cpu = process.cpu();
        }

        private void end(double seconds, long mails) {
            long committed = topic.committed();
            if (committed >= mails) {
                throw new FailedRun("a topic ran dry; raise -Dbench.mails");
            }
            row.add(committed - begin, seconds, process.cpu().minus(cpu));
        }
    }

    Beside(TestBed bed, BenchSettings settings, Path other) {
        this.bed = bed;
        this.settings = settings;
        this.cell = settings.cells().get(0);
        this.there = new Row(new Waypost("the other", other));
    }

    /** Runs all rounds; returns the table. */
    String play() {
        for (Row row : List.of(here, there)) {
            row.build
                    .absence()
                    .ifPresent(
                            why -> {
                                throw new FailedRun(why);
                            });
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            play(round, round % 2 == 1 ? List.of(here, there) : List.of(there, here));
        }
        return "- Cell: %s; rounds: %d; each: warm-up %d s, then a window of %d s\n\n"
                        .formatted(
                                cell.name(),
                                settings.rounds(),
                                settings.warmup(cell).toSeconds(),
                                settings.window().toSeconds())
                + HEAD
                + here.text()
                + there.text()
                + "\nThis build beside the other one, by round: %s of its rate, %s of its processor time for a mail.\n"
                        .formatted(
                                ratio(here.rate, there.rate).spanned(2),
                                ratio(here.cpu, there.cpu).spanned(2));
    }

    private void play(int round, List<Row> order) {
        long mails = settings.mails(cell);
        String names = "beside-" + round + "-";
        try (FilledTopic first = new FilledTopic(bed.bootstrapServers(), names + "1");
                FilledTopic second = new FilledTopic(bed.bootstrapServers(), names + "2")) {
            first.fill(cell.bytes(), mails);
            second.fill(cell.bytes(), mails);
            List<Side> sides =
                    List.of(new Side(order.get(0), first), new Side(order.get(1), second));
            try {
                measure(sides, mails);
            } finally {
                sides.stream().filter(s -> s.process != null).forEach(s -> s.process.kill());
            }
        }
    }

    private void measure(List<Side> sides, long mails) {
        for (Side side : sides) {
            side.process = side.row.build.start(bed.task(side.topic.name(), cell));
        }
        for (Side side : sides) {
            Progress progress = new Progress(PATIENCE);
            while (side.topic.committed() == 0) {
                progress.look(side.process, 0);
                Deadline.pause(LOOK);
            }
        }
        Deadline.pause(settings.warmup(cell));
        long began = System.nanoTime();
        sides.forEach(Side::begin);
        Deadline.pause(settings.window());
        double seconds = (System.nanoTime() - began) / 1e9;
        sides.forEach(side -> side.end(seconds, mails));
    }

    private static Figures ratio(List<Double> some, List<Double> others) {
        return Figures.of(
                IntStream.range(0, some.size()).mapToDouble(i -> some.get(i) / others.get(i)));
    }

    private static Figures figures(List<Double> values) {
        return Figures.of(values.stream().mapToDouble(Double::doubleValue));
    }
}
