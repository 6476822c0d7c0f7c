package dev.waypost.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code ./mvnw -Psimulate}: seeds for as long as wanted, from the command line. {@code
 * -Dsimulation.seconds}, {@code -Dsimulation.first}; or one {@code -Dsimulation.seed} with its
 * trace, and {@code -Dsimulation.keep} for the events that a shrunk schedule has left.
 */
public final class Simulate {

    private Simulate() {}

    /** Exit code 1 where a seed fails. */
    public static void main(String[] arguments) throws InterruptedException {
        try (Quiet quiet = new Quiet()) {
            System.exit(run() ? 0 : 1);
        }
    }

    /** Maven hands all of them over, some empty. */
    private static boolean isSaid(String property) {
        return !System.getProperty(property, "").isBlank();
    }

    /** Whether no seed failed. */
    private static boolean run() throws InterruptedException {
        Map<String, String> options = new HashMap<>();
        if (isSaid("simulation.keep")) {
            options.put("keep", System.getProperty("simulation.keep"));
        }
        if (isSaid("simulation.seed")) {
            options.put("trace", "");
            String told =
                    new SimulatedClasses(Map.of())
                            .simulation(options)
                            .apply(Long.getLong("simulation.seed"));
            System.out.println(told);
            return true;
        }
        Campaign.Result result =
                new Campaign(
                                new SimulatedClasses(Map.of()).simulation(options),
                                Long.getLong("simulation.first", System.currentTimeMillis()),
                                Long.MAX_VALUE / 2,
                                Duration.ofSeconds(Long.getLong("simulation.seconds", 60)))
                        .run(Runtime.getRuntime().availableProcessors());
        System.out.println(result);
        result.failures().values().forEach(System.out::println);
        return result.failures().isEmpty();
    }
}
