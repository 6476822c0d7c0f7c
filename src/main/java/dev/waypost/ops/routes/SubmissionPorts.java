package dev.waypost.ops.routes;

import dev.waypost.config.RelayConfig;
import dev.waypost.deliver.SubmissionPort;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The submission ports that routes hand mails to: their {@code smtp:} and {@code smtps:} endpoints,
 * in the order of the files. One that has no number is left out: the check tells of it.
 */
public final class SubmissionPorts {

    private static final Pattern PORT = Pattern.compile("\\[?([^/\\]]+)]?:(\\d{1,5})");

    private SubmissionPorts() {}

    public static List<SubmissionPort> in(RouteModel model, RelayConfig relay) {
        return model.routes().stream()
                .flatMap(route -> model.steps(route).map(step -> model.to(route, step)))
                .filter(EndpointUri::isRelay)
                .flatMap(endpoint -> port(endpoint, relay).stream())
                .distinct()
                .toList();
    }

    private static Optional<SubmissionPort> port(EndpointUri endpoint, RelayConfig relay) {
        Matcher port = PORT.matcher(endpoint.name());
        return port.matches()
                ? Optional.of(
                        SubmissionPort.of(
                                relay,
                                port.group(1),
                                Integer.parseInt(port.group(2)),
                                endpoint.scheme().equals("smtps")))
                : Optional.empty();
    }
}
