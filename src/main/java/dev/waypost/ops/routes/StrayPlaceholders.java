package dev.waypost.ops.routes;

import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.field.NearestName;
import dev.waypost.ops.Finding;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Placeholders that are named like a setting of Waypost, are none, and have a default: Camel takes
 * the default without a word. One without a default stops the start.
 */
final class StrayPlaceholders {

    private static final Pattern WITH_DEFAULT =
            Pattern.compile("\\{\\{(?:\\?(waypost\\.[^:}]+)|(waypost\\.[^:}]+):[^}]*)}}");

    private static final Set<String> SETTINGS = settings();

    private StrayPlaceholders() {}

    static void in(String file, ScalarNode text, List<Finding> findings) {
        Matcher placeholder = WITH_DEFAULT.matcher(text.getValue());
        while (placeholder.find()) {
            String name = placeholder.group(placeholder.group(1) == null ? 2 : 1);
            if (!SETTINGS.contains(name)) {
                String nearest = NearestName.to(name, SETTINGS);
                findings.add(
                        Finding.error(
                                file,
                                text.getStartMark().map(mark -> mark.getLine() + 1).orElse(1),
                                name + " is no setting of Waypost: its default would always hold",
                                nearest == null
                                        ? "name a value of your own without `waypost.`"
                                        : "did you mean " + nearest + "?"));
            }
        }
    }

    private static Set<String> settings() {
        Set<String> names =
                new TreeSet<>(
                        ConfigClass.configClass(WaypostConfig.class).getProperties().keySet());
        names.addAll(List.of("waypost.lanes.high", "waypost.lanes.bulk"));
        return names;
    }
}
