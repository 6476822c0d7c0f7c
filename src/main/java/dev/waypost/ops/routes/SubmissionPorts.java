package dev.waypost.ops.routes;

import dev.waypost.deliver.SubmissionPort;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The submission ports that routes hand mails to: their {@code smtp:} and {@code smtps:} endpoints,
 * in the order of the files, with the settings put in. One that has no value for a placeholder, or
 * no number of a port, is left out: {@link RouteCheck} tells of it.
 */
public final class SubmissionPorts {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^:}]+)(?::([^}]*))?}}");
    private static final Pattern PORT = Pattern.compile("\\[?([^/\\]]+)]?:(\\d{1,5})");

    private SubmissionPorts() {}

    /**
     * @param settings the value of a setting by its key
     */
    public static List<SubmissionPort> in(
            List<RouteFile> files, Function<String, Optional<String>> settings) {
        return new RouteBook(files)
                .routes().stream()
                        .flatMap(Route::destinations)
                        .filter(endpoint -> endpoint.scheme().matches("smtps?"))
                        .flatMap(endpoint -> port(endpoint, settings).stream())
                        .distinct()
                        .toList();
    }

    private static Optional<SubmissionPort> port(
            Endpoint endpoint, Function<String, Optional<String>> settings) {
        Matcher port = PORT.matcher(filled(endpoint.name(), settings));
        return port.matches()
                ? Optional.of(
                        new SubmissionPort(
                                port.group(2),
                                port.group(1),
                                Integer.parseInt(port.group(2)),
                                endpoint.scheme().equals("smtps")))
                : Optional.empty();
    }

    private static String filled(String text, Function<String, Optional<String>> settings) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        settings.apply(found.group(1).trim())
                                                .or(() -> Optional.ofNullable(found.group(2)))
                                                .orElse(found.group())));
    }
}
