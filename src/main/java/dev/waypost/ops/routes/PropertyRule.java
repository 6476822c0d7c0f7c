package dev.waypost.ops.routes;

import dev.waypost.intake.NearestName;
import dev.waypost.ops.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemovePropertiesDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.support.PatternHelper;

/**
 * What routes ask of the exchange is there: a misspelt property is never set, so its condition is
 * never true, and what hangs on it never done. What the vocabulary sets is its own to set.
 */
final class PropertyRule implements RouteRule {

    /** Set by the vocabulary, and listed in routes/README.md. */
    static final Set<String> OURS =
            Set.of(
                    "record",
                    "event",
                    "redelivery",
                    "recalled",
                    "claimed",
                    "remaining",
                    "duplicate",
                    "attempts",
                    "brokenOff",
                    "accepted",
                    "acceptedMarks",
                    "verdict",
                    "news",
                    "deferred",
                    "buried");

    /** A route may say of these that they are done with; {@link Effects} sees to that. */
    private static final Set<String> SAID_AGAIN = Set.of("deferred", "buried");

    /** Read by the vocabulary, set by routes. */
    private static final String NOT_BEFORE = "notBefore";

    private static final Pattern IN_SIMPLE =
            Pattern.compile("exchangeProperty(?:As\\([^)]*\\))?(?:\\.|:|\\[)['\"]?([\\w-]+)");

    @Override
    public Stream<Finding> findings(RouteModel model) {
        Set<String> known = new TreeSet<>(OURS);
        known.add(NOT_BEFORE);
        Set<String> own = new TreeSet<>();
        model.routes().stream()
                .flatMap(model::steps)
                .filter(SetPropertyDefinition.class::isInstance)
                .forEach(step -> own.add(((SetPropertyDefinition) step).getName()));
        return model.routes().stream()
                .flatMap(route -> findings(model, route, known, own).stream());
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
                                        .filter(name -> !name.startsWith("Camel"))
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
        String near = NearestName.to(name, known);
        found.add(
                model.error(
                        said.at(),
                        "nothing sets the exchange property %s, so it is always empty"
                                .formatted(name),
                        near == null
                                ? "use one of " + String.join(", ", known)
                                : "did you mean " + near + "?",
                        name));
    }

    private static void changed(
            RouteModel model, ProcessorDefinition<?> step, List<Finding> found) {
        String name = "";
        if (step instanceof SetPropertyDefinition set) {
            boolean said = SAID_AGAIN.contains(set.getName());
            name = OURS.contains(set.getName()) && !said ? set.getName() : "";
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
                            "the exchange property %s is the vocabulary's: what it says would be"
                                            .formatted(name)
                                    + " forgotten",
                            "use a name of your own",
                            name));
        }
    }
}
