package dev.waypost.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The simulation finds what it is there for: each planted bug, within so many seeds. It takes many
 * minutes: {@code ./mvnw test -Dtest=PlantedBugsTest -Dsimulation.planted=true}.
 */
@EnabledIfSystemProperty(named = "simulation.planted", matches = "true")
class PlantedBugsTest {

    private static final int MOST_SEEDS = 10_000;
    private static final Quiet QUIET = new Quiet();

    @AfterAll
    static void speakAgain() {
        QUIET.close();
    }

    @TestFactory
    Stream<DynamicTest> each_planted_bug_is_found() {
        return PlantedBugs.ALL.stream()
                .map(bug -> DynamicTest.dynamicTest(bug.name(), () -> isFound(bug)));
    }

    private static void isFound(PlantedBug bug) throws Exception {
        LongFunction<String> simulation =
                new SimulatedClasses(bug.classes()).simulation(bug.options());

        Campaign.Result result =
                new Campaign(simulation, 1, MOST_SEEDS, Duration.ofMinutes(10)).run(2);

        assertThat(result.failures()).as("found by a seed from 1 to %d", MOST_SEEDS).isNotEmpty();
    }
}
