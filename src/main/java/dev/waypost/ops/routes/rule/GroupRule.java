package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.model.RouteDefinition;

/**
 * Who reads the topics of mails: a consumer group by its own name, and none but who carries them.
 */
final class GroupRule extends RouteRule {

    private final List<RouteDefinition> carrying = new ArrayList<>();

    @Override
    protected void look(RouteDefinition route) {
        EndpointUri from = model.from(route);
        if (model.carries(route)) {
            member(route, from);
            again(route);
            carrying.add(route);
        } else if (from.isKafka()) {
            steals(route);
        }
    }

    /** Without a group of its own name, each start would begin with the first mail again. */
    private void member(RouteDefinition route, EndpointUri from) {
        if (from.option("groupId").isEmpty()) {
            error(
                    route.getInput(),
                    "there is no groupId: nothing would know after a restart which mails"
                            + " were carried",
                    "add `groupId: \"{{waypost.group}}\"`",
                    "kafka:");
        }
    }

    /** In a group of its own it would carry each mail again; in the same, by another thread. */
    private void again(RouteDefinition route) {
        EndpointUri from = model.from(route);
        carrying.stream()
                .filter(first -> model.topics().overlap(model.from(first), from))
                .findFirst()
                .ifPresent(
                        first ->
                                error(
                                        route.getInput(),
                                        "route %s carries the mails of %s already: they would be"
                                                        .formatted(first.getId(), from.name())
                                                + " carried twice",
                                        "let one route read them",
                                        "kafka"));
    }

    /** Another member of the group would be given partitions whose mails it does not carry. */
    private void steals(RouteDefinition route) {
        if (shares(model, model.from(route))) {
            error(
                    route.getInput(),
                    "this route is of the group that carries mails, and would take some of them"
                            + " without carrying them",
                    "give it a groupId of its own",
                    "groupId",
                    "kafka");
        }
    }

    /** Whether who reads there is of the group that carries mails, and gets some of them. */
    static boolean shares(RouteModel model, EndpointUri from) {
        return from.isKafka()
                && model.routes().stream()
                        .filter(model::carries)
                        .map(model::from)
                        .filter(carried -> model.topics().overlap(carried, from))
                        .anyMatch(
                                carried ->
                                        carried.option("groupId").equals(from.option("groupId")));
    }
}
