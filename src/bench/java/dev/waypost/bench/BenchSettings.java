package dev.waypost.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code -Dbench.*} says.
 *
 * @param rounds times that each contender runs in each cell
 * @param warmup from a run's first mail to the begin of its window
 * @param window over which mails are counted
 * @param contenders names of those that take part; empty for all
 * @param mails that a topic is filled with; empty for as many as the cell may need
 * @param growth sizes of the topic in the growth mode; empty if it is not asked for
 * @param blocked whether the mode with a blocked port is asked for
 * @param limited limits of the relay, in the mode that measures what is made of them
 * @param processes how many share the limit, one row for each
 * @param beside the folder of another build, in the mode that runs both at the same time
 * @param page that the results are written into
 * @param pacedRate mails per second while delivery times are measured
 */
record BenchSettings(
        int rounds,
        Duration warmup,
        Duration window,
        List<Cell> cells,
        List<String> contenders,
        Optional<Long> mails,
        List<Long> growth,
        boolean blocked,
        List<Limit> limited,
        List<Integer> processes,
        Optional<Path> beside,
        Path page,
        int pacedRate) {

    private static final Duration SHORT = Duration.ofSeconds(10);

    static BenchSettings fromSystemProperties() {
        List<Cell> cells = words("cells").stream().map(Cell::named).toList();
        return new BenchSettings(
                Integer.getInteger("bench.rounds", 5),
                Duration.ofSeconds(Integer.getInteger("bench.warmup", 75)),
                Duration.ofSeconds(Integer.getInteger("bench.seconds", 10)),
                cells.isEmpty() ? Cell.all() : cells,
                words("contenders"),
                Optional.ofNullable(Long.getLong("bench.mails")),
                words("growth").stream().map(Long::valueOf).toList(),
                Boolean.getBoolean("bench.blocked"),
                words("limited").stream().map(Limit::named).toList(),
                words("processes", "1,3").stream().map(Integer::valueOf).toList(),
                Optional.ofNullable(System.getProperty("bench.beside")).map(Path::of),
                Path.of(System.getProperty("bench.page", "docs/benchmarks.md")),
                Integer.getInteger("bench.paced", 200));
    }

    /**
     * From the first mail to the window: long where the handling of a mail is what costs, for a JVM
     * compiles that long, the longer the fewer mails there are; short where it is their octets.
     */
    Duration warmup(Cell cell) {
        boolean processor = cell.isSmall();
        return processor || warmup.compareTo(SHORT) < 0 ? warmup : SHORT;
    }

    /** How many mails a topic of this cell needs, so that it does not run dry within the window. */
    long mails(Cell cell) {
        return mails.orElse(cell.expectedRate() * (warmup(cell).plus(window).toSeconds() + 1));
    }

    private static List<String> words(String name) {
        return words(name, "");
    }

    private static List<String> words(String name, String byDefault) {
        String value = System.getProperty("bench." + name, byDefault);
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .toList();
    }
}
