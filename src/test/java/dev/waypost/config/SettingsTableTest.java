package dev.waypost.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of settings is the type's: every key, every default, nothing else. */
class SettingsTableTest {

    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| `(waypost\\.[a-z.-]+)` \\| (?:`([^`]*)`|(required)|) \\| .+ \\|$");

    @Test
    void the_table_lists_every_setting_with_its_default() throws IOException {
        Map<String, String> listed =
                ROW.matcher(Files.readString(Path.of("README.md")))
                        .results()
                        .collect(
                                Collectors.toMap(
                                        row -> row.group(1),
                                        row ->
                                                row.group(2) != null
                                                        ? row.group(2)
                                                        : row.group(3) != null ? "required" : "",
                                        (a, b) -> a + " and " + b,
                                        TreeMap::new));

        assertThat(listed).isEqualTo(settings("waypost", WaypostConfig.class));
    }

    private static Map<String, String> settings(String prefix, Class<?> group) {
        Map<String, String> settings = new TreeMap<>();
        for (Method setting : group.getDeclaredMethods()) {
            String key = prefix + "." + kebab(setting.getName());
            if (setting.getReturnType().isInterface()
                    && setting.getReturnType().getName().startsWith("dev.waypost.")) {
                settings.putAll(settings(key, setting.getReturnType()));
            } else {
                settings.put(key, defaultOf(setting));
            }
        }
        return settings;
    }

    private static String defaultOf(Method setting) {
        WithDefault value = setting.getAnnotation(WithDefault.class);
        if (value != null) {
            return value.value();
        }
        return setting.getReturnType() == Optional.class ? "" : "required";
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
