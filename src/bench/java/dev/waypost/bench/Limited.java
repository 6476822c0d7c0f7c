package dev.waypost.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is made of a relay that limits the rate: a token bucket of one second, above it {@code 454
 * Throttling failure} and no hint. Waypost is told nothing; a peer with a throttle of its own is
 * told the limit, and each of several processes its part.
 */
final class Limited {

    private static final Cell CELL = Cell.named("1k-tls-0");
    private static final Duration SETTLING = Duration.ofSeconds(20);

    /** After the limit has moved. */
    private static final Duration FOLLOWING = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration FAREWELL = Duration.ofSeconds(60);

    private static final String HEAD =
            """
            | the relay allows | processes | contender | of what is allowed | throttle replies for \
            100 mails, in the window | from the first mail on | dead letters | lost | twice |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private final TestBed bed;
    private final BenchSettings settings;

    Limited(TestBed bed, BenchSettings settings) {
        this.bed = bed;
        this.settings = settings;
    }

    /** Runs each; returns the table. */
    String play() {
        StringBuilder table = new StringBuilder(HEAD);
        for (Limit limit : settings.limited()) {
            for (int processes : settings.processes()) {
                for (Contender who : Contenders.present(settings.contenders())) {
                    if (who instanceof Waypost || who.throttles() && !limit.moves()) {
                        String row = row(limit, processes, who);
                        System.out.print(row);
                        table.append(row);
                    }
                }
            }
        }
        return table.toString();
    }

    private String row(Limit limit, int processes, Contender who) {
        String name = "limited-" + who.name() + "-" + processes + "-" + System.nanoTime();
        bed.limit(Double.POSITIVE_INFINITY);
        try (FilledTopic topic = new FilledTopic(bed.bootstrapServers(), name)) {
            topic.fill(CELL.bytes(), mails(limit));
            bed.quietCount();
            RelaySnapshot before = bed.counters();
            bed.limit(limit.steps().get(0));
            Task task = bed.task(topic.name(), CELL).allowed(limit.steps().get(0) / processes);
            List<ChildProcess> running =
                    IntStream.range(0, processes).mapToObj(i -> who.start(task)).toList();
            try {
                await(before.mails() + 1, running);
                List<Window> windows = windows(limit, running);
                RelaySnapshot end = bed.counters();
                running.forEach(ChildProcess::leave);
                running.forEach(process -> process.endWithin(FAREWELL));
                RelaySnapshot last = bed.counters();
                long again = last.again() - before.again();
                long taken = last.mails() - before.mails() - again;
                long deadLetters = topic.deadLetters();
                return "| %s | %d | %s | %s | %s | %.1f | %d | %d | %d |\n"
                        .formatted(
                                limit.name(),
                                processes,
                                who.name(),
                                each(windows, "%.2f", Window::share),
                                each(windows, "%.1f", Window::throttledOf100),
                                throttledOf100(before, end),
                                deadLetters,
                                Math.max(0, topic.committed() - taken - deadLetters),
                                again);
            } finally {
                running.forEach(ChildProcess::kill);
            }
        }
    }

    /** What became of one step of the limit. */
    private record Window(double share, double throttledOf100) {}

    private List<Window> windows(Limit limit, List<ChildProcess> running) {
        List<Window> windows = new ArrayList<>();
        for (double perSecond : limit.steps()) {
            bed.limit(perSecond);
            pause(windows.isEmpty() ? SETTLING : FOLLOWING, running);
            RelaySnapshot begin = bed.counters();
            pause(settings.window(), running);
            RelaySnapshot end = bed.counters();
            double allowed = perSecond * (end.nanos() - begin.nanos()) / 1e9;
            windows.add(
                    new Window(
                            (end.mails() - begin.mails()) / allowed, throttledOf100(begin, end)));
        }
        return windows;
    }

    private static String each(List<Window> windows, String form, ToDoubleFunction<Window> figure) {
        return windows.stream()
                .map(window -> String.format(Locale.ROOT, form, figure.applyAsDouble(window)))
                .collect(Collectors.joining(", "));
    }

    private static double throttledOf100(RelaySnapshot begin, RelaySnapshot end) {
        return 100.0 * (end.refused() - begin.refused()) / (end.mails() - begin.mails());
    }

    private static void pause(Duration length, List<ChildProcess> running) {
        Deadline.pause(length);
        running.forEach(ChildProcess::insistOnLife);
    }

    private void await(long count, List<ChildProcess> running) {
        Progress progress = new Progress(PATIENCE);
        for (long now = 0; now < count; now = bed.counters().mails()) {
            for (ChildProcess process : running) {
                progress.look(process, now);
            }
            Deadline.pause(LOOK);
        }
    }

    /** Enough for all steps, the burst of the start included. */
    private long mails(Limit limit) {
        Duration step = FOLLOWING.plus(settings.window()).plusSeconds(30);
        return (long) (limit.highest() * step.toSeconds() * limit.steps().size()) + 1_000;
    }
}
