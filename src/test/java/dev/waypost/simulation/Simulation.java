package dev.waypost.simulation;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Runs seeds; what fails is shrunk and told with its trace. Made within {@link SimulatedClasses},
 * so only by types of the JDK. Any thread, each with schedules of its own.
 */
public final class Simulation implements LongFunction<String> {

    private final RouteBook routes;
    private final Settings settings = new Settings();
    private final Map<String, String> options;

    private final LongAdder schedules = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder tasks = new LongAdder();
    private final LongAdder lines = new LongAdder();

    /**
     * @param options {@code route:<file>} with the text before, {@code =>}, and the text after;
     *     {@code keep}: numbers of the only events that happen; {@code trace}: the checksum is told
     *     instead of null; {@code quick}: no shrinking
     */
    public Simulation(Map<String, String> options) {
        this.options = Map.copyOf(options);
        Map<String, String[]> edits = new HashMap<>();
        options.forEach(
                (name, value) -> {
                    if (name.startsWith("route:")) {
                        edits.put(name.substring(6), value.split("=>", 2));
                    }
                });
        routes = new RouteBook(Path.of("routes"), Settings.placeholders(), edits);
        Logger.getLogger("dev.waypost");
    }

    /** The first failure of this seed, or null. */
    @Override
    public String apply(long seed) {
        Set<Integer> keep = options.containsKey("keep") ? numbers(options.get("keep")) : null;
        Run run = run(seed, keep, options.containsKey("trace"));
        if (options.containsKey("checksum")) {
            return Long.toHexString(run.checksum);
        }
        if (run.failure == null) {
            return options.containsKey("trace")
                    ? String.join(System.lineSeparator(), run.lines)
                    : null;
        }
        if (options.containsKey("quick")) {
            return run.how;
        }
        Set<Integer> all =
                keep != null
                        ? keep
                        : IntStream.range(0, new Plan(seed).events.size())
                                .boxed()
                                .collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> least =
                new Shrinker(kept -> run.failure.equals(promise(run(seed, kept, false))))
                        .shrink(all);
        Run told = run(seed, least, true);
        return "seed %d breaks a promise: %s%n%s%n%nReplay: -Dsimulation.seed=%d -Dsimulation.keep=%s"
                .formatted(
                        seed,
                        told.how,
                        String.join(System.lineSeparator(), told.lines),
                        seed,
                        least.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static String promise(Run run) {
        return String.valueOf(run.failure);
    }

    private static Set<Integer> numbers(String keep) {
        Set<Integer> numbers = new TreeSet<>();
        for (String number : keep.split(",")) {
            numbers.add(Integer.parseInt(number.strip()));
        }
        return numbers;
    }

    /**
     * @param failure the broken promise; null where all were kept
     */
    private record Run(String failure, String how, long checksum, List<String> lines) {}

    /**
     * @param kept the events that happen; null for all
     */
    private Run run(long seed, Set<Integer> kept, boolean traced) {
        World world = new World(new Plan(seed), routes, settings, traced);
        try {
            world.run(kept == null ? any -> true : kept::contains);
            return new Run(null, null, world.trace.checksum(), world.trace.lines());
        } catch (Violation e) {
            return new Run(e.promise, e.getMessage(), world.trace.checksum(), world.trace.lines());
        } catch (RuntimeException e) {
            java.io.StringWriter stack = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(stack));
            return new Run(
                    "no exception", stack.toString(), world.trace.checksum(), world.trace.lines());
        } finally {
            schedules.increment();
            events.add(world.plan.events.size());
            tasks.add(world.scheduler.tasks());
            lines.add(world.trace.said());
        }
    }

    /** How much a schedule was on average, so that nobody makes them many by making them small. */
    @Override
    public String toString() {
        long all = Math.max(1, schedules.sum());
        return "%d events, %d tasks, %d lines of trace"
                .formatted(events.sum() / all, tasks.sum() / all, lines.sum() / all);
    }
}
