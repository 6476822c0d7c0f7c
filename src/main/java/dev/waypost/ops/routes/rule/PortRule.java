package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.RouteRule;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * A submission port is spoken to as it listens, listed once, and told nothing that only a mail of
 * the route's own would heed: a delivery has its envelope and its fields already.
 */
final class PortRule extends RouteRule {

    /** RFC 8314 section 3.3: TLS from the first byte. */
    private static final Pattern IMPLICIT =
            Pattern.compile(":(465|\\{\\{[^}]*implicit-tls-port.*)");

    /** RFC 6409: STARTTLS. */
    private static final Pattern UPGRADED =
            Pattern.compile(":(587|\\{\\{[^}]*(submission|alternate)-port.*)");

    /** What camel-mail would make a message of. */
    private static final Set<String> OF_A_MESSAGE =
            Set.of("to", "cc", "bcc", "from", "replyto", "subject", "contenttype");

    /** The ports of one route. */
    private final Set<String> listed = new HashSet<>();

    @Override
    protected void look(RouteDefinition route) {
        listed.clear();
        super.look(route);
    }

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        EndpointUri port = model.to(route, step);
        if (port.isRelay()) {
            mode(step, port);
            if (model.from(route).isInternal()) {
                options(step, port);
                twice(step, port);
            }
        }
    }

    private void mode(ProcessorDefinition<?> step, EndpointUri port) {
        String written = EndpointUri.written(step).replaceFirst("\\?.*", "");
        boolean implicit = port.scheme().equals("smtps");
        if ((implicit ? UPGRADED : IMPLICIT).matcher(written).find()) {
            error(
                    step,
                    implicit
                            ? "this port begins without TLS (STARTTLS): no mail would ever"
                                    + " go out over it"
                            : "this port has TLS from the first byte: no mail would ever go"
                                    + " out over it",
                    "write %s: before it".formatted(implicit ? "smtp" : "smtps"),
                    written);
        }
    }

    private void options(ProcessorDefinition<?> step, EndpointUri port) {
        if (port.option("username").isEmpty() != port.option("password").isEmpty()) {
            error(
                    step,
                    "half a login: the relay would refuse it, and all mail would halt",
                    "say username and password, or neither for the configured login",
                    "username",
                    "password");
        }
        for (String option : port.options().keySet()) {
            if (OF_A_MESSAGE.contains(option.toLowerCase())) {
                error(
                        step,
                        option
                                + ": a mail has its envelope and its fields from its event,"
                                + " so this would do nothing",
                        "say it in the event, or use mail.addHeader",
                        option);
            }
        }
    }

    private void twice(ProcessorDefinition<?> step, EndpointUri port) {
        if (!listed.add(port.toString())) {
            warning(
                    step,
                    port + " is listed twice: a port that has failed is not asked again",
                    "write the port that you mean, or take one of the two away",
                    EndpointUri.written(step));
        }
    }
}
