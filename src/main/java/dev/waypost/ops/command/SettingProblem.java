package dev.waypost.ops.command;

import dev.waypost.config.VariableName;
import io.smallrye.config.ConfigValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting that is missing or wrong, said with both of its names.
 *
 * @param key empty where the problem is not about one setting
 * @param problem what is wrong, without the value: it may be a secret
 */
record SettingProblem(String key, String problem) {

    private static final Pattern KEY =
            Pattern.compile("(?:waypost|kafka|quarkus|camel)\\.[\\w.-]+");

    /** What our own readers say, after the value. */
    private static final Pattern EXPECTED = Pattern.compile("expected (is|are) [^\"]+$");

    /** What SmallRye Config says of a closed list of words. */
    private static final Pattern ALLOWED = Pattern.compile("allowed values: ([\\w,-]+)");

    /** What the settings without a default are for. */
    private static final Map<String, String> REQUIRED =
            Map.of("waypost.relay.host", "the SMTP relay's host name");

    static List<SettingProblem> in(ConfigValidationException invalid) {
        List<SettingProblem> problems = new ArrayList<>();
        for (int i = 0; i < invalid.getProblemCount(); i++) {
            problems.add(of(invalid.getProblem(i).getMessage()));
        }
        return problems;
    }

    private static SettingProblem of(String message) {
        Matcher matcher = KEY.matcher(message);
        String key = matcher.find() ? matcher.group().replaceAll("\\.$", "") : "";
        // The codes are SmallRye Config's; they are part of its messages' contract.
        if (message.contains("SRCFG00014") || message.contains("SRCFG00040")) {
            String meaning = REQUIRED.get(key);
            return new SettingProblem(key, "is required" + (meaning == null ? "" : ": " + meaning));
        }
        if (message.contains("SRCFG00039")) {
            return new SettingProblem(key, "has a value that cannot be read" + expected(message));
        }
        if (message.contains("SRCFG00050")) {
            return new SettingProblem(key, "is no setting; mend its name or take it out");
        }
        return new SettingProblem(key, key.isEmpty() ? message : afterKey(message, matcher));
    }

    private static String expected(String message) {
        if (message.contains("SRCFG00029")) {
            return ": a whole number is expected";
        }
        Matcher words = ALLOWED.matcher(message);
        if (words.find()) {
            return ": expected is one of " + words.group(1).replace(",", ", ");
        }
        Matcher ours = EXPECTED.matcher(message);
        return ours.find() ? ": " + ours.group() : "";
    }

    private static String afterKey(String message, Matcher matcher) {
        return message.substring(matcher.end()).strip();
    }

    @Override
    public String toString() {
        return key.isEmpty() ? problem : VariableName.beside(key) + " " + problem;
    }
}
