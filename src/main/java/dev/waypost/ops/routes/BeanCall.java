package dev.waypost.ops.routes;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A place where a route speaks of a bean.
 *
 * @param method as written, its arguments included; empty where none is named
 */
record BeanCall(YamlSpot spot, String bean, String method) {

    /** Options of steps that take the name of a bean. */
    private static final Set<String> NAMES = Set.of("consumerListener", "untilCheck");

    private static final Pattern IN_SIMPLE =
            Pattern.compile("\\$\\{bean:([\\w-]+)(?:(?:\\.|::|\\?method=)(\\w+))?");

    private static final Pattern IN_URI =
            Pattern.compile("bean:([\\w-]+)(?:\\?(?:.*&)?method=(\\w+))?.*");

    private static final Pattern IN_OPTION = Pattern.compile("=#(?:bean:)?([\\w-]+)(?=&|$)");

    private static final Pattern AS_PARAMETER = Pattern.compile("#(?:bean:)?([\\w-]+)");

    /** The calls that stand right here, not below. */
    static Stream<BeanCall> at(YamlSpot spot) {
        return spot.isText() ? inText(spot) : inStep(spot).stream();
    }

    private static Optional<BeanCall> inStep(YamlSpot spot) {
        boolean calls = Set.of("bean", "method", "process").contains(spot.key());
        return calls
                ? spot.get("ref")
                        .map(
                                ref ->
                                        new BeanCall(
                                                spot.get("method").orElse(ref),
                                                ref.text(),
                                                spot.text("method")))
                : Optional.empty();
    }

    private static Stream<BeanCall> inText(YamlSpot spot) {
        String text = spot.text();
        if (NAMES.contains(spot.key()) || spot.key().equals("bean")) {
            return Stream.of(new BeanCall(spot, text, ""));
        }
        Matcher uri = IN_URI.matcher(text);
        if (Set.of("to", "toD", "uri").contains(spot.key()) && uri.matches()) {
            return Stream.of(call(spot, uri));
        }
        Matcher parameter = AS_PARAMETER.matcher(text);
        if (parameter.matches()) {
            return Stream.of(new BeanCall(spot, parameter.group(1), ""));
        }
        return Stream.concat(
                IN_SIMPLE
                        .matcher(text)
                        .results()
                        .map(
                                match ->
                                        new BeanCall(
                                                spot,
                                                match.group(1),
                                                match.group(2) == null ? "" : match.group(2))),
                IN_OPTION
                        .matcher(text)
                        .results()
                        .map(match -> new BeanCall(spot, match.group(1), "")));
    }

    private static BeanCall call(YamlSpot spot, Matcher match) {
        return new BeanCall(spot, match.group(1), match.group(2) == null ? "" : match.group(2));
    }

    String methodName() {
        return method.contains("(")
                ? method.substring(0, method.indexOf('(')).trim()
                : method.trim();
    }

    /** How many arguments are written; -1 where Camel is left to choose them. */
    int arguments() {
        int open = method.indexOf('(');
        int close = method.lastIndexOf(')');
        if (open < 0 || close < open) {
            return -1;
        }
        String list = method.substring(open + 1, close);
        return list.isBlank() ? 0 : 1 + topLevelCommas(list);
    }

    private static int topLevelCommas(String list) {
        int commas = 0;
        int depth = 0;
        boolean quoted = false;
        for (char c : list.toCharArray()) {
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && (c == '(' || c == '{')) {
                depth++;
            } else if (!quoted && (c == ')' || c == '}')) {
                depth--;
            } else if (!quoted && depth == 0 && c == ',') {
                commas++;
            }
        }
        return commas;
    }
}
