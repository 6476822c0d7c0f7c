package dev.waypost.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The simulation finds what it is there for: each planted bug, within so many seeds. */
class PlantedBugsTest {

    private static final int MOST_SEEDS = 10_000;

    /** It is found in seconds; a machine that is busy with other things gets as long as this. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Quiet QUIET = new Quiet();
    private static final ExecutorService SEARCHES = Executors.newFixedThreadPool(2);

    @AfterAll
    static void speakAgain() {
        SEARCHES.shutdownNow();
        QUIET.close();
    }

    /** All searches go on side by side while the first is waited for. */
    @TestFactory
    Stream<DynamicTest> each_planted_bug_is_found() {
        List<DynamicTest> tests =
                PlantedBugs.ALL.stream()
                        .map(bug -> test(bug, SEARCHES.submit(() -> search(bug))))
                        .toList();
        return tests.stream();
    }

    private static DynamicTest test(PlantedBug bug, Future<Campaign.Result> search) {
        return DynamicTest.dynamicTest(
                bug.name(),
                () -> {
                    Map<Long, String> failures = search.get().failures();
                    assertThat(failures)
                            .as("found within %d seeds from %d on", MOST_SEEDS, bug.first())
                            .isNotEmpty();
                    failures.forEach(
                            (seed, how) ->
                                    System.out.printf(
                                            "seed %5d finds that %s: %s%n",
                                            seed, bug.name(), how.lines().findFirst().orElse("")));
                });
    }

    private static Campaign.Result search(PlantedBug bug) throws Exception {
        return new Campaign(
                        new SimulatedClasses(bug.classes()).simulation(bug.options()),
                        bug.first(),
                        MOST_SEEDS,
                        LONGEST)
                .run(1);
    }
}
