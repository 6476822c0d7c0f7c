package dev.waypost.ops.doctor;

import dev.waypost.config.routes.RouteFiles;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The relay's profile that a diagnosis comes to: the ports that mail can be handed to, the best one
 * first, and what was seen of each as comments. For {@code routes/relays/}.
 */
public final class FoundProfile {

    private static final String ROUTE =
            """
            - route:
                id: deliver
                description: Hand the envelope to the relay, on the first submission port that will take it.
                from:
                  uri: direct:deliver
                  steps:
            """;

    private static final String FAILOVER =
            """
                    - loadBalance:
                        failoverLoadBalancer:
                          exception: [dev.waypost.classify.PortUnavailable] # only trouble of the port itself
                        steps:
            """;

    private final RelayDiagnosis relay;
    private final Instant now;

    /**
     * @param now when the ports were looked at
     */
    public FoundProfile(Diagnosis diagnosis, Instant now) {
        this.relay = diagnosis.relay();
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether there is a port to put into it. */
    public boolean isPossible() {
        return !relay.usable().isEmpty();
    }

    /** The file's text. */
    public String yaml() {
        List<PortDiagnosis> usable = relay.usable();
        boolean one = usable.size() == 1;
        String indent = " ".repeat(one ? 8 : 16);
        StringBuilder text = new StringBuilder();
        text.append(
                "# Written by `waypost doctor` at %s: the ports of %s as seen from there.%n"
                        .formatted(now, relay.host()));
        text.append(
                "# As relays/NAME%s of WAYPOST_ROUTES it is WAYPOST_RELAY_PROFILE=NAME.%n"
                        .formatted(RouteFiles.SUFFIX));
        relay.ports().stream()
                .filter(port -> !usable.contains(port))
                .map(port -> "# Left out: %d, %s".formatted(port.port().number(), port.state()))
                .forEach(line -> text.append(line).append('\n'));
        text.append('\n').append(ROUTE).append(one ? "" : FAILOVER);
        for (PortDiagnosis port : usable) {
            text.append(indent).append("# ").append(evidence(port)).append('\n');
            text.append(indent)
                    .append(
                            "- to: %s:{{waypost.relay.host}}:%d%n"
                                    .formatted(
                                            port.implicitTls() ? "smtps" : "smtp",
                                            port.port().number()));
        }
        return text.toString().replace("\r", "");
    }

    /** Nothing that the relay has written but words of its EHLO reply, made printable. */
    private static String evidence(PortDiagnosis port) {
        String login =
                port.visit()
                        .mechanism()
                        .map(with -> "logged in by " + with)
                        .orElse(port.isReady() ? "no login tried" : "login not accepted");
        String extensions =
                port.visit().keywords().stream()
                        .filter(word -> word.matches("[A-Z0-9-]+"))
                        .sorted()
                        .collect(Collectors.joining(" "));
        return "%s, %s, certificate until %s, %s, ready in %d ms; offers %s"
                .formatted(
                        port.mode(),
                        port.visit().protocol().orElse("TLS"),
                        port.certificateEnd().map(Instant::toString).orElse("?"),
                        login,
                        port.opening().toMillis(),
                        extensions);
    }
}
