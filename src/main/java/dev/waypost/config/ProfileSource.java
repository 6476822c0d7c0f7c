package dev.waypost.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Makes settings of what the relay's profile says, above the defaults and below everything that a
 * user sets. What is wrong with the profile is not told here: {@code check} and the start do.
 */
public final class ProfileSource implements ConfigSourceFactory {

    /** Below application.properties (250) and the environment (300). */
    private static final int RANK = 150;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        RelayProfile profile =
                RelayProfile.read(
                        value(context, "waypost.relay.profile").orElse(RelayProfile.DEFAULT),
                        value(context, "waypost.routes").flatMap(ProfileSource::path));
        Map<String, String> settings = new HashMap<>();
        profile.entries().forEach((key, entry) -> settings.put(key.toString(), entry.value()));
        return List.of(new PropertiesConfigSource(settings, profile.file(), RANK));
    }

    private static Optional<String> value(ConfigSourceContext context, String key) {
        return Optional.ofNullable(context.getValue(key))
                .map(ConfigValue::getValue)
                .filter(value -> !value.isBlank());
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
