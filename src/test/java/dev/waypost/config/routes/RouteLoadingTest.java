package dev.waypost.config.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.ops.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The values that routes name and that follow from other settings. */
class RouteLoadingTest {

    @Test
    void workers_are_twice_the_connections() {
        assertThat(workers(Map.of())).isEqualTo("32");
        assertThat(workers(Map.of("waypost.delivery.connections", "4"))).isEqualTo("8");
    }

    @Test
    void workers_are_no_more_than_mails_in_flight() {
        assertThat(workers(Map.of("waypost.delivery.concurrency", "1"))).isEqualTo("1");
        assertThat(workers(Map.of("waypost.delivery.connections", "50"))).isEqualTo("64");
    }

    @Test
    void workers_are_as_many_as_set() {
        assertThat(workers(Map.of("waypost.delivery.workers", "5"))).isEqualTo("5");
    }

    private static String workers(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("waypost.relay.host", "relay.example.com"));
        all.putAll(settings);
        return RouteLoading.derived(Settings.of(all)).get("waypost.delivery.workers");
    }
}
