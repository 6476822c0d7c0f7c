package dev.waypost.ops.deploy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Expressions in PromQL, and what they ask of the page of metrics. */
record PromQueries(Collection<String> expressions) {

    /** What Prometheus says of the pod itself, and of a histogram's buckets. */
    private static final Set<String> OF_THE_TARGET = Set.of("namespace", "pod", "le");

    private static final Pattern METRIC =
            Pattern.compile("((?:waypost|jvm|process|system)_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|=)\"([^\"]*)\"");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");

    /** A pattern for each series that an expression wants: its name, labels and their values. */
    Set<String> wanted() {
        Set<String> wanted = new TreeSet<>();
        for (String expression : expressions) {
            List<String> grouped = new ArrayList<>();
            for (Matcher by = BY.matcher(expression); by.find(); ) {
                Stream.of(by.group(1).split(", *"))
                        .filter(label -> !OF_THE_TARGET.contains(label))
                        .forEach(grouped::add);
            }
            for (Matcher metric = METRIC.matcher(expression); metric.find(); ) {
                grouped.forEach(label -> wanted.add(pattern(metric.group(1), label, ".*")));
                wanted.add("(?m)^" + metric.group(1) + "[ {]");
                if (metric.group(2) != null) {
                    for (Matcher m = MATCHER.matcher(metric.group(2)); m.find(); ) {
                        if (!OF_THE_TARGET.contains(m.group(1))) {
                            wanted.add(
                                    pattern(metric.group(1), m.group(1), "(" + m.group(3) + ")"));
                        }
                    }
                }
            }
        }
        return wanted;
    }

    private static String pattern(String metric, String label, String value) {
        return "(?m)^" + metric + "\\{([^}]*,)?" + label + "=\"" + value + "\"";
    }
}
