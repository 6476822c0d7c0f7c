package dev.waypost.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.Thorough;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, in whatever order: each mail comes to its ending, and only once. */
class SimulationTest {

    private static final PlantedBug PAST_WHAT_IS_IN_FLIGHT =
            new PlantedBug(
                    "the watermark passes what is in flight",
                    "commit/OffsetTracker.java",
                    "return OptionalLong.of(entries.firstKey());",
                    "return OptionalLong.of(next);");

    /** Edits of routes that the window does not believe. */
    private static final Map<String, String> UNTRUE_WORDS =
            Map.of(
                    "route:10-intake.camel.yaml",
                    "- to: direct:report\n        - bean: {ref: inFlightWindow, method: done}"
                            + "=>- bean: {ref: inFlightWindow, method: done}\n"
                            + "        - to: direct:report",
                    "route:30-report.camel.yaml",
                    "- bean: {ref: unwrittenReports, method: remember}\n"
                            + "                  - bean: {ref: inFlightWindow, method: release}"
                            + "=>- bean: {ref: unwrittenReports, method: remember}");

    private final Quiet quiet = new Quiet();

    @AfterEach
    void speakAgain() {
        quiet.close();
    }

    @Test
    void no_schedule_breaks_a_promise() throws InterruptedException {
        Campaign campaign =
                new Campaign(
                        new SimulatedClasses(Map.of()).simulation(Map.of()),
                        Long.getLong("simulation.first", 1),
                        Long.MAX_VALUE / 2,
                        Duration.ofSeconds(
                                Long.getLong("simulation.seconds", Thorough.isOn() ? 60 : 15)));

        int threads = Thread.activeCount();
        Campaign.Result result = campaign.run(2);

        System.out.println(result);
        assertThat(String.join("\n", result.failures().values())).isEmpty();
        assertThat(result.schedules()).isPositive();
        assertThat(Thread.activeCount())
                .as("threads that outlive the pods")
                .isLessThan(threads + 50);
    }

    @Test
    void done_before_the_report_or_without_it_loses_nothing() throws InterruptedException {
        Campaign campaign =
                new Campaign(
                        new SimulatedClasses(Map.of()).simulation(UNTRUE_WORDS),
                        1,
                        Long.MAX_VALUE / 2,
                        Duration.ofSeconds(5));

        Campaign.Result result = campaign.run(2);

        assertThat(String.join("\n", result.failures().values())).isEmpty();
        assertThat(result.schedules()).isPositive();
    }

    @Test
    void a_seed_is_the_same_schedule_each_time_in_each_set_of_classes() {
        Map<String, String> told = Map.of("checksum", "");
        LongFunction<String> once = new SimulatedClasses(Map.of()).simulation(told);
        LongFunction<String> again = new SimulatedClasses(Map.of()).simulation(told);
        for (long seed = 1; seed <= Thorough.cases(200); seed++) {
            assertThat(again.apply(seed)).isEqualTo(once.apply(seed));
        }
    }

    @Test
    void a_failing_schedule_is_shrunk_and_replayed_bit_for_bit() throws Exception {
        SimulatedClasses wrong = new SimulatedClasses(PAST_WHAT_IS_IN_FLIGHT.classes());
        Campaign campaign =
                new Campaign(wrong.simulation(Map.of()), 1, 1000, Duration.ofMinutes(2));

        Map.Entry<Long, String> failure = campaign.run(1).failures().entrySet().iterator().next();
        String report = failure.getValue();
        Matcher replay =
                Pattern.compile("-Dsimulation.seed=(\\d+) -Dsimulation.keep=(.+)").matcher(report);

        assertThat(report).contains("breaks a promise: watermark");
        assertThat(replay.find()).isTrue();
        assertThat(replay.group(2).split(",").length)
                .isLessThan(new Plan(failure.getKey()).events.size());
        assertThat(wrong.simulation(Map.of("keep", replay.group(2))).apply(failure.getKey()))
                .isEqualTo(report);
    }
}
