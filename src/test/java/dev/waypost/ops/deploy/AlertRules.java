package dev.waypost.ops.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The alerts, and what their expressions ask of the metrics. */
final class AlertRules {

    private final List<Map<?, ?>> all = new ArrayList<>();
    private final Map<String, String> expressions = new LinkedHashMap<>();

    AlertRules(Map<?, ?> spec) {
        for (Object group : (List<?>) spec.get("groups")) {
            for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
                Map<?, ?> alert = (Map<?, ?>) rule;
                all.add(alert);
                expressions.put(alert.get("alert").toString(), alert.get("expr").toString());
            }
        }
    }

    /** As they are written. */
    List<Map<?, ?>> all() {
        return all;
    }

    Set<String> names() {
        return expressions.keySet();
    }

    /** A pattern for each series that an expression wants. */
    Set<String> wanted() {
        return new PromQueries(expressions.values()).wanted();
    }
}
