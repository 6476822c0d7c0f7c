package dev.waypost.ops.routes.rule;

import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.Address;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;

/**
 * Who reads the topics of mails: a consumer group by its own name, and none but who carries them.
 */
final class GroupRule implements RouteRule {

    @Override
    public Stream<Finding> findings(RouteModel model) {
        Topics topics = model.topics();
        List<Finding> found = new ArrayList<>();
        List<RouteDefinition> carrying = new ArrayList<>();
        for (RouteDefinition route : model.routes()) {
            Address from = model.from(route);
            if (from.isKafka() && model.carries(route)) {
                member(model, route, from, found);
                again(model, route, topics, carrying, found);
                carrying.add(route);
            } else if (from.isKafka()) {
                steals(model, route, topics, found);
            }
        }
        return found.stream();
    }

    /** Without a group of its own name, each start would begin with the first mail again. */
    private static void member(
            RouteModel model, RouteDefinition route, Address from, List<Finding> found) {
        if (from.option("groupId").isEmpty()) {
            found.add(
                    model.error(
                            route.getInput(),
                            "there is no groupId: nothing would know after a restart which mails"
                                    + " were carried",
                            "add `groupId: \"{{waypost.group}}\"`",
                            "kafka:"));
        }
    }

    /** In a group of its own it would carry each mail again; in the same, by another thread. */
    private static void again(
            RouteModel model,
            RouteDefinition route,
            Topics topics,
            List<RouteDefinition> carrying,
            List<Finding> found) {
        carrying.stream()
                .filter(first -> topics.overlap(model.from(first), model.from(route)))
                .findFirst()
                .ifPresent(
                        first ->
                                found.add(
                                        model.error(
                                                route.getInput(),
                                                "route %s carries the mails of %s already: they would be"
                                                                .formatted(
                                                                        first.getId(),
                                                                        model.from(route).name())
                                                        + " carried twice",
                                                "let one route read them",
                                                "kafka")));
    }

    /** Another member of the group would be given partitions whose mails it does not carry. */
    private static void steals(
            RouteModel model, RouteDefinition route, Topics topics, List<Finding> found) {
        Address from = model.from(route);
        boolean shares =
                model.routes().stream()
                        .filter(other -> other != route && model.carries(other))
                        .map(model::from)
                        .anyMatch(
                                other ->
                                        other.option("groupId").equals(from.option("groupId"))
                                                && topics.overlap(other, from));
        if (shares) {
            found.add(
                    model.error(
                            route.getInput(),
                            "this route is of the group that carries mails, and would take some of"
                                    + " them without carrying them",
                            "give it a groupId of its own",
                            "groupId",
                            "kafka"));
        }
    }
}
