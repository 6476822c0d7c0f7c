package dev.waypost.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A misspelt variable is told, with the one that was meant; nobody else's is. */
class StrayVariablesTest {

    @ParameterizedTest
    @CsvSource({
        "WAYPOST_RELAY_PASWORD, WAYPOST_RELAY_PASSWORD",
        "WAYPOST_RELAYHOST, WAYPOST_RELAY_HOST",
        "WAYPOST_RELAY_SUBMISION_PORT, WAYPOST_RELAY_SUBMISSION_PORT",
        "WAYPOST_DELIVERY_TIMEOUT_ENDOFDATA, WAYPOST_DELIVERY_TIMEOUT_END_OF_DATA",
    })
    void the_setting_that_was_meant_is_named(String typed, String meant) {
        assertThat(StrayVariables.in(Map.of(typed, "secret")))
                .extracting(Finding::toString)
                .containsExactly(
                        typed
                                + ": warning: is no setting of Waypost and has no effect;"
                                + " did you mean "
                                + meant
                                + "?");
    }

    @Test
    void a_name_that_is_near_to_none_is_told_too() {
        assertThat(StrayVariables.in(Map.of("WAYPOST_COLOUR_OF_THE_SKY", "blue")))
                .extracting(Finding::toString)
                .containsExactly(
                        "WAYPOST_COLOUR_OF_THE_SKY: warning: is no setting of Waypost and has no"
                                + " effect; mend its name or take it out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WAYPOST_TOPIC=mail",
                "WAYPOST_ROUTES=/etc/waypost/routes",
                "WAYPOST_RELAY_HOST=relay",
                "WAYPOST_RELAY_IMPLICIT_TLS_PORT=465",
                "WAYPOST_DELIVERY_MESSAGES_PER_CONNECTION=10",
                "WAYPOST_DELIVERY_TIMEOUT_END_OF_DATA=10m",
                "WAYPOST_RETRY_SCHEDULE=1s",
                "PATH=/bin",
                "WAYPOSTAL=1",
                "WAYPOST_PORT=tcp://10.0.0.1:9000",
                "WAYPOST_SERVICE_HOST=10.0.0.1",
                "WAYPOST_SERVICE_PORT_METRICS=9000",
                "WAYPOST_PORT_9000_TCP=tcp://10.0.0.1:9000",
                "WAYPOST_METRICS_PORT_9000_TCP_ADDR=10.0.0.1",
            })
    void settings_and_what_others_set_are_left_alone(String variable) {
        String[] parts = variable.split("=", 2);

        assertThat(StrayVariables.in(Map.of(parts[0], parts[1]))).isEmpty();
    }
}
