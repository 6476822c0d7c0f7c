package dev.waypost.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.SettingBounds;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupErrorTest {

    @Test
    void a_missing_host_is_told_with_both_names_and_what_it_is_for() {
        assertThat(told(Map.of()))
                .containsExactly(
                        "waypost.relay.host (WAYPOST_RELAY_HOST) is required: the SMTP relay's host"
                                + " name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "0/s", "-1/s", "1/0s", "14", "14/w"})
    void what_is_no_rate_is_told_with_what_one_looks_like(String rate) {
        assertThat(told(Map.of("waypost.relay.host", "a.example.org", "waypost.relay.rate", rate)))
                .containsExactly(
                        "waypost.relay.rate (WAYPOST_RELAY_RATE) has a value that cannot be read:"
                                + " expected are mails per second, minute, hour or day, such as"
                                + " 14/s, 30/m, 500/h or 2000/d");
    }

    @Test
    void an_empty_host_is_a_missing_host() {
        assertThat(told(Map.of("waypost.relay.host", "")))
                .containsExactly(
                        "waypost.relay.host (WAYPOST_RELAY_HOST) is required: the SMTP relay's host"
                                + " name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtp_relay",
                "my_relay.example.org",
                "smtp.example.org:587",
                "smtp://smtp.example.org",
                "smtp.example.org/",
                "smtp .example.org",
                "smtp.example.org ",
                "smtp.example.org.",
                "smtp..example.org",
                "-smtp.example.org",
                "[2001:db8::1]",
                "2001:db8::1",
                "user@example.org",
                "smtp.bücher.example",
                "a.example.org,b.example.org",
            })
    void what_is_no_host_name_is_told_in_one_line(String host) {
        assertThat(told(Map.of("waypost.relay.host", host)))
                .containsExactly(
                        "waypost.relay.host (WAYPOST_RELAY_HOST) must be a host name alone, such as"
                                + " smtp.example.org: letters, digits and inner hyphens with dots"
                                + " between; no scheme, port, space, underscore, dot at the end or"
                                + " IPv6 address, and other letters in their xn-- form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay",
                "localhost",
                "192.0.2.1",
                "email-smtp.eu-west-1.amazonaws.com",
                "SMTP.Example.ORG",
                "smtp.xn--bcher-kva.example",
            })
    void a_host_name_is_taken(String host) {
        assertThat(told(Map.of("waypost.relay.host", host))).isEmpty();
    }

    @Test
    void a_value_out_of_range_is_told_with_the_range() {
        assertThat(
                        told(
                                Map.of(
                                        "waypost.relay.host",
                                        "a",
                                        "waypost.relay.submission-port",
                                        "70000")))
                .containsExactly(
                        "waypost.relay.submission-port (WAYPOST_RELAY_SUBMISSION_PORT) must be 65535"
                                + " or less");
    }

    @Test
    void a_value_that_cannot_be_read_is_told_without_the_value() {
        assertThat(
                        told(
                                Map.of(
                                        "waypost.relay.host",
                                        "a",
                                        "waypost.delivery.connections",
                                        "s3cret")))
                .containsExactly(
                        "waypost.delivery.connections (WAYPOST_DELIVERY_CONNECTIONS) has a value that"
                                + " cannot be read: a whole number is expected");
    }

    @Test
    void every_problem_is_told_at_once() {
        assertThat(
                        told(
                                Map.of(
                                        "waypost.relay.alternate-port", "x",
                                        "waypost.delivery.drain-timeout", "soon")))
                .hasSize(3);
    }

    @Test
    void a_key_that_is_no_setting_is_told() {
        assertThat(told(Map.of("waypost.relay.host", "a", "waypost.relay.hots", "b")))
                .containsExactly(
                        "waypost.relay.hots (WAYPOST_RELAY_HOTS) is no setting; mend its name or take"
                                + " it out");
    }

    @Test
    void the_first_cause_that_speaks_to_a_person_is_told_in_one_line() {
        Throwable failure =
                new RuntimeException(
                        "Failed to start quarkus",
                        new RuntimeCamelException("unknown step\n  in file a.camel.yaml, line 7"));

        assertThat(new StartupError(failure).lines())
                .containsExactly("unknown step in file a.camel.yaml, line 7");
    }

    @Test
    void kafka_is_quoted_with_the_reason_and_not_with_what_it_was_about_to_do() {
        Throwable failure =
                new KafkaException(
                        "Failed to construct kafka consumer",
                        new ConfigException("no such broker"));

        assertThat(new StartupError(failure).lines()).containsExactly("no such broker");
    }

    @Test
    void a_fault_of_our_own_keeps_its_stack_trace() {
        StringWriter out = new StringWriter();

        new StartupError(new NullPointerException("oops")).print(new PrintWriter(out));

        assertThat(out.toString())
                .startsWith("waypost: unexpected failure")
                .contains("oops")
                .contains("at dev.waypost.ops.command.StartupErrorTest");
    }

    private static List<String> told(Map<String, String> settings) {
        try {
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withValidator(new SettingBounds())
                    .withSources(new PropertiesConfigSource(new HashMap<>(settings), "test", 500))
                    .withMapping(WaypostConfig.class)
                    .build();
        } catch (ConfigValidationException e) {
            return new StartupError(new RuntimeException("Failed to start quarkus", e)).lines();
        }
        return List.of();
    }
}
