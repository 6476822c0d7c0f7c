package dev.waypost.ops.routes.rule;

import dev.waypost.classify.PortUnavailable;
import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.loadbalancer.FailoverLoadBalancerDefinition;

/**
 * Failover moves on for trouble of the port alone, always begins with the first, and reaches every
 * port that is listed. What the relay said about a mail would be asked for again on each port.
 */
final class FailoverRule implements RouteRule {

    private static final String PORT = PortUnavailable.class.getName();

    @Override
    public Stream<Finding> findings(RouteModel model) {
        return model.routes().stream()
                .flatMap(
                        route ->
                                model.steps(route)
                                        .filter(LoadBalanceDefinition.class::isInstance)
                                        .map(LoadBalanceDefinition.class::cast)
                                        .filter(step -> leadsToRelay(model, route, step))
                                        .flatMap(step -> findings(model, route, step).stream()));
    }

    private static boolean leadsToRelay(
            RouteModel model, RouteDefinition route, LoadBalanceDefinition step) {
        return Reach.of(model, route, step.getOutputs()).relay();
    }

    private static List<Finding> findings(
            RouteModel model, RouteDefinition route, LoadBalanceDefinition step) {
        if (!(step.getLoadBalancerType() instanceof FailoverLoadBalancerDefinition failover)) {
            return List.of(
                    model.error(
                            step,
                            "this loadBalance does not go on to the next port when one fails",
                            "use failoverLoadBalancer with `exception: [" + PORT + "]`",
                            "loadBalance",
                            "Balancer"));
        }
        List<Finding> found = new ArrayList<>();
        List<String> exceptions = failover.getExceptions();
        if (exceptions == null || exceptions.stream().allMatch(String::isBlank)) {
            found.add(
                    model.error(
                            step,
                            "the failoverLoadBalancer has no list of exceptions, so it would ask"
                                    + " every port again what the relay has refused",
                            "add `exception: [" + PORT + "]`",
                            "failover"));
        } else {
            exceptions.stream()
                    .filter(name -> !name.isBlank() && !name.equals(PORT))
                    .forEach(
                            name ->
                                    found.add(
                                            model.error(
                                                    step,
                                                    "%s is no trouble of the port: the next port"
                                                                    .formatted(name)
                                                            + " would be asked for the same mail"
                                                            + " again",
                                                    "list " + PORT + " alone",
                                                    name)));
            if (!exceptions.contains(PORT)) {
                found.add(
                        model.error(
                                step,
                                "trouble of a port does not lead to the next one",
                                "list " + PORT,
                                "exception"));
            }
        }
        flag(model, step, "roundRobin", failover.getRoundRobin(), found);
        flag(model, step, "sticky", failover.getSticky(), found);
        attempts(model, route, step, failover.getMaximumFailoverAttempts(), found);
        return found;
    }

    private static void flag(
            RouteModel model,
            LoadBalanceDefinition step,
            String option,
            String value,
            List<Finding> found) {
        if (value != null && !value.equals("false")) {
            found.add(
                    model.error(
                            step,
                            "%s: %s begins in the middle of the list, and does not reach every port"
                                    .formatted(option, value),
                            "leave " + option + " out: ports that fail are remembered anyway",
                            option));
        }
    }

    private static void attempts(
            RouteModel model,
            RouteDefinition route,
            LoadBalanceDefinition step,
            String written,
            List<Finding> found) {
        String most = model.resolved(written, route);
        int ports = step.getOutputs().size();
        if (most.matches("\\d{1,9}") && Integer.parseInt(most) < ports - 1) {
            found.add(
                    model.error(
                            step,
                            "maximumFailoverAttempts: %s ends before the last of %d ports"
                                    .formatted(most, ports),
                            "leave it out: then every port of the list is tried",
                            "maximumFailoverAttempts",
                            "failover"));
        }
    }
}
