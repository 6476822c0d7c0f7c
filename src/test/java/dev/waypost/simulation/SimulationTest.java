package dev.waypost.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, in whatever order: each mail comes to its ending, and only once. */
class SimulationTest {

    private static final Map<String, String> DONE_BEFORE_THE_REPORT =
            Map.of(
                    "route:10-intake.camel.yaml",
                    "- to: direct:report\n        - bean: {ref: inFlightWindow, method: done}"
                            + "=>- bean: {ref: inFlightWindow, method: done}\n"
                            + "        - to: direct:report");

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
                        Duration.ofSeconds(Long.getLong("simulation.seconds", 5)));

        Campaign.Result result = campaign.run(2);

        assertThat(String.join("\n", result.failures().values())).isEmpty();
        assertThat(result.schedules()).isPositive();
    }

    @Test
    void a_seed_is_the_same_schedule_each_time_in_each_set_of_classes() {
        Map<String, String> told = Map.of("checksum", "");
        LongFunction<String> once = new SimulatedClasses(Map.of()).simulation(told);
        LongFunction<String> again = new SimulatedClasses(Map.of()).simulation(told);
        for (long seed = 1; seed <= 200; seed++) {
            assertThat(again.apply(seed)).isEqualTo(once.apply(seed));
        }
    }

    @Test
    void a_failing_schedule_is_shrunk_and_replayed_bit_for_bit() throws InterruptedException {
        Campaign campaign =
                new Campaign(
                        new SimulatedClasses(Map.of()).simulation(DONE_BEFORE_THE_REPORT),
                        1,
                        1000,
                        Duration.ofMinutes(2));

        Map.Entry<Long, String> failure = campaign.run(1).failures().entrySet().iterator().next();
        String report = failure.getValue();
        Matcher replay =
                Pattern.compile("-Dsimulation.seed=(\\d+) -Dsimulation.keep=(.+)").matcher(report);

        assertThat(report).contains("breaks a promise: watermark");
        assertThat(replay.find()).isTrue();
        Map<String, String> same = new HashMap<>(DONE_BEFORE_THE_REPORT);
        same.put("keep", replay.group(2));
        assertThat(replay.group(2).split(",").length)
                .isLessThan(new Plan(failure.getKey()).events.size());
        assertThat(new SimulatedClasses(Map.of()).simulation(same).apply(failure.getKey()))
                .isEqualTo(report);
    }
}
