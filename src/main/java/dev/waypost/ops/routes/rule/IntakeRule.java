package dev.waypost.ops.routes.rule;

import dev.waypost.config.TopicNames;
import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.RouteTopics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;

/** Every topic of mail events and every topic that gets put-off mail is read, and by a window. */
final class IntakeRule extends RouteRule {

    @Override
    protected void look() {
        RouteTopics topics = model.topics();
        List<RouteDefinition> carrying =
                model.routes().stream().filter(route -> model.carries(route)).toList();
        if (carrying.isEmpty()) {
            add(
                    Finding.error(
                            "routes",
                            "no route carries mails from Kafka",
                            "take 10-intake.camel.yaml from the artifact's own routes"));
            return;
        }
        topics.mails().stream()
                .filter(
                        topic ->
                                carrying.stream()
                                        .noneMatch(r -> RouteTopics.reads(model.from(r), topic)))
                .forEach(
                        topic ->
                                error(
                                        carrying.get(0).getInput(),
                                        "no route reads the mail events of " + topic,
                                        "begin one with kafka:{{waypost.topic}}"
                                                + topic.substring(topics.main().length()),
                                        "kafka:"));
        TopicNames names = new TopicNames(topics.main());
        for (RouteDefinition route : carrying) {
            Stream.of(names.deadLetters(), names.status())
                    .filter(topic -> RouteTopics.reads(model.from(route), topic))
                    .forEach(
                            topic ->
                                    error(
                                            route.getInput(),
                                            "what %s keeps would be carried as mail"
                                                    .formatted(topic),
                                            "read mail events and retry topics alone",
                                            "kafka:"));
        }
        super.look();
    }

    @Override
    protected void look(RouteDefinition route) {
        if (model.reach(route).decides() && isAsleep(route)) {
            error(
                    route,
                    "this route is not started, so no mail comes through it",
                    "leave autoStartup out",
                    "autoStartup");
        }
    }

    /** One that would read a lane that is not used may sleep. */
    private boolean isAsleep(RouteDefinition route) {
        EndpointUri from = model.from(route);
        return (!from.isKafka() || model.topics().isWanted(from))
                && model.resolved(route.getAutoStartup(), route).equalsIgnoreCase("false");
    }
}
