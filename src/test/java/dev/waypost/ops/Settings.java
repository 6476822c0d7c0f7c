package dev.waypost.ops;

import dev.waypost.config.WaypostConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings as a test wants them, with the defaults for the rest. */
public final class Settings {

    private Settings() {}

    public static WaypostConfig of(Map<String, String> settings) {
        return raw(settings).getConfigMapping(WaypostConfig.class);
    }

    /** The same by their keys. */
    public static SmallRyeConfig raw(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(new HashMap<>(settings), "test", 500))
                .withMapping(WaypostConfig.class)
                .withMappingIgnore("kafka.**")
                .build();
    }
}
