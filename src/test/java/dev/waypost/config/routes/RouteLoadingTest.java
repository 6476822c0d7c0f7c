package dev.waypost.config.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.spi.PropertiesComponent;
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

    /** Camel's own source reads all settings for each placeholder that it fills in. */
    @Test
    void placeholders_are_filled_in_without_reading_other_settings() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PropertiesComponent properties = context.getPropertiesComponent();
            properties.addPropertiesSource(new All(readings));
            WaypostConfig config = Settings.of(Map.of("waypost.relay.host", "relay.example.com"));

            RouteLoading.prepare(context, config);
            RouteLoading.prepare(context, config);

            assertThat(context.resolvePropertyPlaceholders("{{java.version}}"))
                    .isEqualTo(System.getProperty("java.version"));
            assertThat(properties.getPropertiesSources())
                    .filteredOn(Placeholders.class::isInstance)
                    .hasSize(1);
            assertThat(readings).hasValue(0);
        }
    }

    private static final class All implements LoadablePropertiesSource {
        private final AtomicInteger readings;

        All(AtomicInteger readings) {
            this.readings = readings;
        }

        @Override
        public String getName() {
            return "all";
        }

        @Override
        public String getProperty(String name) {
            return "elsewhere";
        }

        @Override
        public Properties loadProperties() {
            readings.incrementAndGet();
            return new Properties();
        }

        @Override
        public Properties loadProperties(Predicate<String> filter) {
            return loadProperties();
        }

        @Override
        public void reloadProperties(String location) {}
    }

    private static String workers(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("waypost.relay.host", "relay.example.com"));
        all.putAll(settings);
        return RouteLoading.derived(Settings.of(all)).get("waypost.delivery.workers");
    }
}
