package dev.waypost.ops.rehearse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.spi.PropertiesSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings by which routes' placeholders are filled in, each asked for once. Camel's own source
 * reads all settings again and again, which would be nearly half the time of a rehearsal. One
 * thread at a time.
 */
final class Placeholders implements PropertiesSource {

    private final Config settings = ConfigProvider.getConfig();
    private final Map<String, Optional<String>> known = new HashMap<>();

    @Override
    public String getName() {
        return "rehearsal";
    }

    @Override
    public synchronized String getProperty(String name) {
        return known.computeIfAbsent(name, key -> settings.getOptionalValue(key, String.class))
                .orElse(null);
    }
}
