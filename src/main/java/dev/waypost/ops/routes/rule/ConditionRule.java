package dev.waypost.ops.routes.rule;

import dev.waypost.carry.Conditions;
import dev.waypost.intake.field.NearestName;
import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every condition that is asked by {@code ref:} is there. */
final class ConditionRule implements RouteRule {

    @Override
    public Stream<Finding> findings(RouteModel model) {
        return model.routes().stream()
                .flatMap(
                        route ->
                                Said.in(model, route)
                                        .filter(said -> said.isIn("ref"))
                                        .filter(said -> !isThere(model, said.text().strip()))
                                        .map(said -> unknown(model, said)));
    }

    private static boolean isThere(RouteModel model, String name) {
        return name.contains("${") || model.context().getRegistry().lookupByName(name) != null;
    }

    private static Finding unknown(RouteModel model, Said said) {
        String name = said.text().strip();
        TreeSet<String> known = new TreeSet<>(Conditions.ALL.keySet());
        String near = NearestName.to(name, known);
        return model.error(
                said.at(),
                "there is no condition " + name,
                near == null
                        ? "use one of " + String.join(", ", known)
                        : "did you mean " + near + "?",
                name);
    }
}
