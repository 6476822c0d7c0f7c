package dev.waypost.ops.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlJsonTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Map<String, String> WHY = Map.of(ControlCommand.REASON, "maintenance");

    @Test
    void a_command_is_read_as_it_was_written() {
        ControlCommand pause = ControlCommand.of(Action.PAUSE, "ann", NOW, HOUR, WHY);

        assertThat(ControlJson.command(ControlJson.of(pause))).contains(pause);
        assertThat(ControlJson.answer(ControlJson.of(pause))).isEmpty();
    }

    @Test
    void an_answer_is_read_as_it_was_written() {
        ControlAnswer answer = new ControlAnswer("7", "waypost-0", false, "there is no port 588");

        assertThat(ControlJson.answer(ControlJson.of(answer))).contains(answer);
        assertThat(ControlJson.command(ControlJson.of(answer))).isEmpty();
    }

    /**
     * Whoever may write to the topic may write anything: no log line of theirs, no endless pause.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not json",
                "{\"command\":\"sing\"}",
                "{\"command\":\"pause\"}",
                "{\"id\":\"1\",\"command\":\"pause\",\"by\":\"a\",\"at\":\"2026-01-01T00:00:00Z\","
                        + "\"until\":\"2027-01-01T00:00:00Z\",\"details\":{\"reason\":\"x\"}}",
                "{\"id\":\"1\",\"command\":\"pause\",\"by\":\"a\\nb\",\"at\":\"2026-01-01T00:00:00Z\","
                        + "\"until\":\"2026-01-01T01:00:00Z\",\"details\":{\"reason\":\"x\"}}",
                "{\"id\":\"1\",\"command\":\"resume\",\"by\":\"a\",\"at\":\"2026-01-01T00:00:00Z\","
                        + "\"details\":{\"reason\":\"x\\r\\n2026 WARN forged\"}}"
            })
    void what_no_pod_could_obey_is_no_command(String value) {
        assertThat(ControlJson.command(value.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void a_tombstone_is_no_command() {
        assertThat(ControlJson.command(null)).isEmpty();
    }

    @Test
    void a_pause_wants_a_reason_and_an_end() {
        assertThatThrownBy(() -> ControlCommand.of(Action.PAUSE, "ann", NOW, HOUR, Map.of()))
                .hasMessage("pause wants a reason");
        assertThatThrownBy(() -> ControlCommand.of(Action.PAUSE, "ann", NOW, null, WHY))
                .hasMessage("pause wants a duration, such as 30m");
        assertThatThrownBy(
                        () -> ControlCommand.of(Action.PAUSE, "ann", NOW, Duration.ofDays(8), WHY))
                .hasMessage("a duration is longer than nothing, and 7 days at most");
    }
}
