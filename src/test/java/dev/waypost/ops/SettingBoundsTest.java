package dev.waypost.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.WaypostConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingBoundsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    topic                            | a.b_c-9 | a b      | must be a name that Kafka takes
                    topic                            | a..    | ..        | must be a name that Kafka takes
                    group                            | a      | ' '       | must not be blank
                    topic-check-interval             | 1s     | 999ms     | must be 1s or longer
                    retry.schedule                   | 1m     | ' '       | must not be blank
                    retry.max-age                    | 1s     | 0s        | must be longer than 0s
                    traces.endpoint                  | https://a | ftp://a | must be an http or https URL
                    traces.share                     | 0      | -0.1      | must be 0.0 or more
                    traces.share                     | 1      | 1.1       | must be 1.0 or less
                    console.security                 | on     | On        | is on or off
                    dedup.window                     | 1000   | 999       | must be 1000 or more
                    dedup.window                     | 10000000 | 10000001 | must be 10000000 or less
                    relay.host                       | a.b    | a_b       | must be a host name alone, such as
                    relay.idempotency-header         | X-Key  | X Key     | must be the name of a header field
                    relay.profile                    | a      | ' '       | must not be blank
                    relay.submission-port            | 1      | 0         | must be 1 or more
                    relay.alternate-port             | 65535  | 65536     | must be 65535 or less
                    relay.implicit-tls-port          | 65535  | -1        | must be 1 or more
                    delivery.concurrency             | 1      | 0         | must be 1 or more
                    delivery.concurrency             | 10000  | 10001     | must be 10000 or less
                    delivery.connections             | 1      | 0         | must be 1 or more
                    delivery.connections             | 1000   | 1001      | must be 1000 or less
                    delivery.workers                 | 1      | 0         | must be 1 or more
                    delivery.workers                 | 10000  | 10001     | must be 10000 or less
                    delivery.least-share             | 0.01   | 0.009     | must be 0.01 or more
                    delivery.least-share             | 0.3    | 0.31      | must be 0.3 or less
                    delivery.least-share             | 0.3    | NaN       | must be 0.3 or less
                    delivery.messages-per-connection | 1      | 0         | must be 1 or more
                    delivery.recipients-per-mail     | 1      | 0         | must be 1 or more
                    delivery.unreadable              | skip   | drop      | is wait or skip
                    delivery.refusal-window          | 10     | 9         | must be 10 or more
                    delivery.refusal-share           | 0.1    | 0.09      | must be 0.1 or more
                    delivery.refusal-share           | 1.0    | 1.01      | must be 1.0 or less
                    delivery.largest-mail            | 1      | 0         | must be 1 or more
                    delivery.drain-timeout           | 0s     | -1s       | must be 0s or longer
                    delivery.head-start              | 0s     | -1s       | must be 0s or longer
                    delivery.idle-timeout            | 1ms    | 0s        | must be longer than 0s
                    delivery.stalled-after           | 1ms    | 0s        | must be longer than 0s
                    delivery.cool-down               | 1ms    | 0s        | must be longer than 0s
                    delivery.longest-cool-down       | 1ms    | 0s        | must be longer than 0s
                    delivery.timeout.connect         | 1ms    | 0s        | must be longer than 0s
                    delivery.timeout.greeting        | 1ms    | 0s        | must be longer than 0s
                    delivery.timeout.command         | 1ms    | 0s        | must be longer than 0s
                    delivery.timeout.data            | 1ms    | 0s        | must be longer than 0s
                    delivery.timeout.block           | 1ms    | 0s        | must be longer than 0s
                    delivery.timeout.end-of-data     | 1ms    | -1s       | must be longer than 0s
                    """)
    void a_value_beyond_a_bound_is_told_and_the_last_one_within_is_taken(
            String key, String within, String beyond, String told) {
        assertThat(problems(Map.of("waypost." + key, within))).isEmpty();
        assertThat(problems(Map.of("waypost." + key, beyond)))
                .singleElement()
                .asString()
                .startsWith("waypost." + key + " " + told);
    }

    @Test
    void of_a_list_the_wrong_word_is_told_with_its_place() {
        assertThat(
                        problems(
                                Map.of(
                                        "waypost.lanes", "high, bulk,urgent",
                                        "waypost.relay.discard-ehlo-keywords",
                                                "pipelining,STARTTLS")))
                .satisfiesExactly(
                        lane -> assertThat(lane).startsWith("waypost.lanes[2] is no lane;"),
                        word ->
                                assertThat(word)
                                        .startsWith(
                                                "waypost.relay.discard-ehlo-keywords[1] is no EHLO"
                                                        + " keyword"));
    }

    @Test
    void a_topic_leaves_room_for_what_is_put_behind_its_name() {
        assertThat(problems(Map.of("waypost.topic", "a".repeat(220)))).isEmpty();
        assertThat(problems(Map.of("waypost.topic", "a".repeat(221)))).hasSize(1);
    }

    @Test
    void each_pause_of_a_halted_relay_is_one() {
        assertThat(problems(Map.of("waypost.relay.halt-backoff", "1ms"))).isEmpty();
        assertThat(problems(Map.of("waypost.relay.halt-backoff", "1s,0s")))
                .containsExactly("waypost.relay.halt-backoff[1] must be longer than 0s");
    }

    private static List<String> problems(Map<String, String> settings) {
        try {
            read(settings);
        } catch (ConfigValidationException e) {
            return IntStream.range(0, e.getProblemCount())
                    .mapToObj(i -> e.getProblem(i).getMessage())
                    .toList();
        }
        return List.of();
    }

    /** As Quarkus does: it finds the bounds by itself. */
    private static void read(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("waypost.relay.host", "smtp.example.org");
        new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDiscoveredCustomizers()
                .withSources(new PropertiesConfigSource(all, "test", 500))
                .withMapping(WaypostConfig.class)
                .build();
    }
}
