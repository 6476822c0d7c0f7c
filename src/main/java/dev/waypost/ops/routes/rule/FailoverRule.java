package dev.waypost.ops.routes.rule;

import dev.waypost.classify.PortUnavailable;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteRule;
import java.util.List;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.loadbalancer.FailoverLoadBalancerDefinition;

/**
 * Failover moves on for trouble of the port alone, always begins with the first, and reaches every
 * port that is listed. What the relay said about a mail would be asked for again on each port.
 */
final class FailoverRule extends RouteRule {

    private static final String PORT = PortUnavailable.class.getName();

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        if (step instanceof LoadBalanceDefinition balance
                && Reach.of(model, route, step.getOutputs()).relay()) {
            if (balance.getLoadBalancerType() instanceof FailoverLoadBalancerDefinition failover) {
                exceptions(step, failover.getExceptions());
                flag(step, "roundRobin", failover.getRoundRobin());
                flag(step, "sticky", failover.getSticky());
                attempts(route, step, failover.getMaximumFailoverAttempts());
            } else {
                error(
                        step,
                        "this loadBalance does not go on to the next port when one fails",
                        "use failoverLoadBalancer with `exception: [" + PORT + "]`",
                        "loadBalance",
                        "Balancer");
            }
        }
    }

    private void exceptions(ProcessorDefinition<?> step, List<String> exceptions) {
        if (exceptions == null || exceptions.stream().allMatch(String::isBlank)) {
            error(
                    step,
                    "the failoverLoadBalancer has no list of exceptions, so it would ask every port"
                            + " again what the relay has refused",
                    "add `exception: [" + PORT + "]`",
                    "failover");
            return;
        }
        exceptions.stream()
                .filter(name -> !name.isBlank() && !name.equals(PORT))
                .forEach(
                        name ->
                                error(
                                        step,
                                        "%s is no trouble of the port: the next port would be asked"
                                                        .formatted(name)
                                                + " for the same mail again",
                                        "list " + PORT + " alone",
                                        name));
        if (!exceptions.contains(PORT)) {
            error(
                    step,
                    "trouble of a port does not lead to the next one",
                    "list " + PORT,
                    "exception");
        }
    }

    private void flag(ProcessorDefinition<?> step, String option, String value) {
        if (value != null && !value.equals("false")) {
            error(
                    step,
                    "%s: %s begins in the middle of the list, and does not reach every port"
                            .formatted(option, value),
                    "leave " + option + " out: ports that fail are remembered anyway",
                    option);
        }
    }

    private void attempts(RouteDefinition route, ProcessorDefinition<?> step, String written) {
        String most = model.resolved(written, route);
        int ports = step.getOutputs().size();
        if (most.matches("\\d{1,9}") && Integer.parseInt(most) < ports - 1) {
            error(
                    step,
                    "maximumFailoverAttempts: %s ends before the last of %d ports"
                            .formatted(most, ports),
                    "leave it out: then every port of the list is tried",
                    "maximumFailoverAttempts",
                    "failover");
        }
    }
}
