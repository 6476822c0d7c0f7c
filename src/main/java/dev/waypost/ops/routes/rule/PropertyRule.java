package dev.waypost.ops.routes.rule;

import dev.waypost.carry.Conditions;
import dev.waypost.carry.Delivery;
import dev.waypost.commit.Admission;
import dev.waypost.intake.field.NearestName;
import dev.waypost.ops.routes.RouteRule;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
final class PropertyRule extends RouteRule {

    /** Set by the vocabulary, and listed in routes/README.md. */
    private static final String OURS = Admission.PROPERTY;

    private static final List<String> KNOWN = List.of(OURS, Admission.NOT_BEFORE);

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

    /** What the routes set themselves. */
    private final Set<String> own = new HashSet<>();

    @Override
    protected void look() {
        model.routes().stream()
                .flatMap(model::steps)
                .filter(SetPropertyDefinition.class::isInstance)
                .forEach(step -> own.add(((SetPropertyDefinition) step).getName()));
        super.look();
    }

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        Said.by(step)
                .forEach(
                        said -> {
                            condition(said);
                            names(said).stream()
                                    .filter(name -> !KNOWN.contains(name) && !own.contains(name))
                                    .filter(name -> !name.startsWith(CAMELS))
                                    .forEach(name -> unknown(said, name));
                        });
        changed(step);
    }

    private void condition(Said said) {
        String name = said.text().strip();
        if (said.isIn("ref")
                && !name.contains("${")
                && model.context().getRegistry().lookupByName(name) == null) {
            Set<String> known = new TreeSet<>(Conditions.ALL.keySet());
            error(
                    said.at(),
                    "there is no condition " + name,
                    NearestName.advice(name, known),
                    name);
        }
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

    private void unknown(Said said, String name) {
        error(
                said.at(),
                "nothing sets the exchange property %s, so it is always empty".formatted(name),
                advice(name),
                name);
    }

    private static String advice(String name) {
        if (Conditions.ALL.containsKey(name)) {
            return "ask for `ref: %s`".formatted(name);
        }
        if (DELIVERY.contains(name)) {
            return "ask the delivery for it: `${body.%s}`".formatted(name);
        }
        return NearestName.advice(name, KNOWN);
    }

    private void changed(ProcessorDefinition<?> step) {
        String name = "";
        if (step instanceof SetPropertyDefinition set) {
            boolean steers = OURS.equals(set.getName()) || set.getName().startsWith(CAMELS);
            name = steers ? set.getName() : "";
        } else if (step instanceof RemovePropertyDefinition remove) {
            name = OURS.equals(remove.getName()) ? OURS : "";
        } else if (step instanceof RemovePropertiesDefinition remove) {
            String pattern = remove.getPattern();
            name = PatternHelper.matchPattern(OURS, pattern) ? pattern : "";
        }
        if (!name.isEmpty()) {
            error(
                    step,
                    name.startsWith(CAMELS)
                            ? "the exchange property %s is Camel's own: it steers the route"
                                    .formatted(name)
                            : "the exchange property %s is the vocabulary's: what it says would"
                                            .formatted(name)
                                    + " be forgotten",
                    "use a name of your own",
                    name);
        }
    }
}
