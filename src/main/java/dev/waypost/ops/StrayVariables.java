package dev.waypost.ops;

import dev.waypost.config.VariableName;
import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.field.NearestName;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Variables of the environment that are named like a setting of Waypost and are none. In a file
 * such a name stops the start; here it is only told, for others may set variables too: Kubernetes
 * puts a service's address into every pod of its namespace.
 */
public final class StrayVariables {

    private static final String PREFIX = "WAYPOST_";

    /** Those of a service whose name begins with {@code waypost}, as Kubernetes and Docker do. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(
                    "WAYPOST_(\\w+_)?(SERVICE_(HOST|PORT)(_\\w+)?"
                            + "|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private static final Set<String> SETTINGS =
            ConfigClass.configClass(WaypostConfig.class).getProperties().keySet().stream()
                    .map(VariableName::of)
                    .collect(Collectors.toCollection(TreeSet::new));

    private StrayVariables() {}

    /** A warning for each, in the order of their names; never says a value. */
    public static List<Finding> in(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(PREFIX))
                .filter(variable -> !SETTINGS.contains(variable.getKey()))
                .filter(variable -> !isServiceLink(variable.getKey(), variable.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .map(StrayVariables::finding)
                .toList();
    }

    private static boolean isServiceLink(String name, String value) {
        return SERVICE_LINK.matcher(name).matches()
                || name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches();
    }

    private static Finding finding(String name) {
        String nearest = NearestName.to(name, SETTINGS);
        return Finding.warning(
                name,
                "is no setting of Waypost and has no effect",
                nearest == null ? "mend its name or take it out" : "did you mean " + nearest + "?");
    }
}
