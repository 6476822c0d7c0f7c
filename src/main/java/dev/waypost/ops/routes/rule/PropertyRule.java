package dev.waypost.ops.routes.rule;

import dev.waypost.carry.Conditions;
import dev.waypost.carry.Delivery;
import dev.waypost.commit.Admission;
import dev.waypost.intake.field.NearestName;
import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemovePropertiesDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.support.PatternHelper;

/**
 * What routes ask for is there: a condition that {@code ref:} names, a property. A misspelt one is
 * never set, so its condition is never true, and what hangs on it never done. What is known of a
 * mail is in its delivery, and no property.
 */
final class PropertyRule implements RouteRule {

    /** Set by the vocabulary, and listed in routes/README.md. */
    static final Set<String> OURS = Set.of(Admission.PROPERTY);

    /** What Camel itself keeps there: whether the route stops, what failed, what was handled. */
    private static final String CAMELS = "Camel";

    /** What a delivery can be asked. */
    private static final Set<String> DELIVERY =
            Arrays.stream(Delivery.class.getMethods())
                    .filter(method -> method.getDeclaringClass() == Delivery.class)
                    .map(Method::getName)
                    .collect(Collectors.toUnmodifiableSet());

    private static final Pattern IN_SIMPLE =
            Pattern.compile("exchangeProperty(?:As\\([^)]*\\))?(?:\\.|:|\\[)['\"]?([\\w-]+)");

    @Override
    public Stream<Finding> findings(RouteModel model) {
        Set<String> known = new TreeSet<>(OURS);
        known.add(Admission.NOT_BEFORE);
        Set<String> own = new TreeSet<>();
        model.routes().stream()
                .flatMap(model::steps)
                .filter(SetPropertyDefinition.class::isInstance)
                .forEach(step -> own.add(((SetPropertyDefinition) step).getName()));
        return Stream.concat(
                conditions(model),
                model.routes().stream()
                        .flatMap(route -> findings(model, route, known, own).stream()));
    }

    private static Stream<Finding> conditions(RouteModel model) {
        return model.routes().stream()
                .flatMap(route -> Said.in(model, route))
                .filter(said -> said.isIn("ref"))
                .filter(said -> !isThere(model, said.text().strip()))
                .map(said -> noCondition(model, said));
    }

    private static boolean isThere(RouteModel model, String name) {
        return name.contains("${") || model.context().getRegistry().lookupByName(name) != null;
    }

    private static Finding noCondition(RouteModel model, Said said) {
        String name = said.text().strip();
        TreeSet<String> known = new TreeSet<>(Conditions.ALL.keySet());
        return model.error(
                said.at(), "there is no condition " + name, NearestName.advice(name, known), name);
    }

    private static List<Finding> findings(
            RouteModel model, RouteDefinition route, Set<String> known, Set<String> own) {
        List<Finding> found = new ArrayList<>();
        Said.in(model, route)
                .forEach(
                        said ->
                                names(said).stream()
                                        .filter(name -> !known.contains(name))
                                        .filter(name -> !own.contains(name))
                                        .filter(name -> !name.startsWith(CAMELS))
                                        .forEach(name -> unknown(model, said, name, known, found)));
        model.steps(route).forEach(step -> changed(model, step, found));
        return found;
    }

    private static List<String> names(Said said) {
        if (said.isIn("exchangeProperty")) {
            return List.of(said.text().strip());
        }
        if (!said.isIn("simple")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        Matcher matcher = IN_SIMPLE.matcher(said.text());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static void unknown(
            RouteModel model, Said said, String name, Set<String> known, List<Finding> found) {
        found.add(
                model.error(
                        said.at(),
                        "nothing sets the exchange property %s, so it is always empty"
                                .formatted(name),
                        advice(name, known),
                        name));
    }

    private static String advice(String name, Set<String> known) {
        if (Conditions.ALL.containsKey(name)) {
            return "ask for `ref: %s`".formatted(name);
        }
        if (DELIVERY.contains(name)) {
            return "ask the delivery for it: `${body.%s}`".formatted(name);
        }
        return NearestName.advice(name, known);
    }

    private static void changed(
            RouteModel model, ProcessorDefinition<?> step, List<Finding> found) {
        String name = "";
        if (step instanceof SetPropertyDefinition set) {
            boolean steers = OURS.contains(set.getName()) || set.getName().startsWith(CAMELS);
            name = steers ? set.getName() : "";
        } else if (step instanceof RemovePropertyDefinition remove) {
            name = OURS.contains(remove.getName()) ? remove.getName() : "";
        } else if (step instanceof RemovePropertiesDefinition remove) {
            String pattern = remove.getPattern();
            name =
                    OURS.stream().anyMatch(ours -> PatternHelper.matchPattern(ours, pattern))
                            ? pattern
                            : "";
        }
        if (!name.isEmpty()) {
            found.add(
                    model.error(
                            step,
                            name.startsWith(CAMELS)
                                    ? "the exchange property %s is Camel's own: it steers the route"
                                            .formatted(name)
                                    : "the exchange property %s is the vocabulary's: what it says would"
                                                    .formatted(name)
                                            + " be forgotten",
                            "use a name of your own",
                            name));
        }
    }
}
