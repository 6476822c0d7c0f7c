package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.Resource;

/**
 * What Camel says about a route that it cannot load or create, in one line.
 *
 * @param file {@code routes} where Camel does not say
 * @param line 0 where Camel does not say
 */
public record CamelProblem(String file, int line, String message) {

    private static final Pattern PLACE =
            Pattern.compile("in ((?:file|classpath):\\S+), line (\\d+), column \\d+");
    private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");
    private static final Pattern NO_COMPONENT =
            Pattern.compile("No endpoint could be found for: ([\\w.+-]+):.*");

    /** What a problem without a place names, and how a file says it. */
    private static final Map<Pattern, String> NAMED =
            Map.of(
                    Pattern.compile("with id: (\\S+)"), "id: ",
                    Pattern.compile("[Rr]oute ?[Tt]emplate (?:with id )?(\\S+)"),
                            "routeTemplateRef: ",
                    Pattern.compile("Try moving (\\w+)"), "- ",
                    Pattern.compile("the component (rest) is not"), "- ");

    public static final String ADVICE = "Camel cannot run it as it is";

    /** The same, where it only names an id: in the last file that says it. */
    private CamelProblem placed(CamelContext context) {
        return line > 0
                ? this
                : NAMED.entrySet().stream()
                        .map(named -> said(named.getKey().matcher(message), named.getValue()))
                        .filter(words -> !words.isEmpty())
                        .findFirst()
                        .map(words -> placed(context, words))
                        .orElse(this);
    }

    private static String said(Matcher name, String before) {
        if (!name.find()) {
            return "";
        }
        String word = name.group(1);
        return before
                + (before.equals("- ")
                        ? Character.toLowerCase(word.charAt(0)) + word.substring(1) + ":"
                        : word);
    }

    private CamelProblem placed(CamelContext context, String words) {
        return LoadedRoutes.saying(context, words)
                .map(Resource::getLocation)
                .map(
                        location ->
                                new CamelProblem(
                                        RouteText.name(location),
                                        RouteText.line(
                                                RouteText.lines(context, location), 1, words),
                                        message))
                .orElse(this);
    }

    private static CamelProblem of(Throwable failure) {
        String file = "routes";
        int line = 0;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            Matcher place = PLACE.matcher(String.valueOf(t.getMessage()));
            if (place.find()) {
                file = RouteText.name(place.group(1));
                line = Integer.parseInt(place.group(2));
                break;
            }
        }
        return new CamelProblem(file, line, said(failure));
    }

    /** What to throw where Camel has failed with these routes. */
    public static FaultyRoutes refusal(CamelContext context, Throwable failure) {
        return new FaultyRoutes(List.of(of(failure).placed(context).finding()));
    }

    private Finding finding() {
        return Finding.error(file, line, message, ADVICE);
    }

    /** The cause that tells most: the deepest that has words of its own. */
    public static String said(Throwable failure) {
        Throwable teller = failure;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PropertyBindingException binding) {
                return "%s cannot be `%s`".formatted(binding.getPropertyName(), binding.getValue());
            }
            Matcher unknown = UNKNOWN.matcher(String.valueOf(t.getMessage()));
            if (unknown.find()) {
                return "there is no option " + unknown.group(1);
            }
            Matcher component = NO_COMPONENT.matcher(String.valueOf(t.getMessage()));
            if (component.lookingAt()) {
                return "the component " + component.group(1) + " is not in this artifact";
            }
            if (t.getMessage() != null && !(t instanceof NumberFormatException)) {
                teller = t;
            }
        }
        return oneLine(PLACE.matcher(String.valueOf(teller.getMessage())).replaceAll(""));
    }

    static String oneLine(String text) {
        return String.valueOf(text).strip().replaceAll("\\s*\n\\s*\\*?\\s*", " ").strip();
    }
}
