package dev.waypost.ops.routes.rule;

import dev.waypost.config.TopicNames;
import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.Address;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;

/** Every topic of mail events and every topic that gets put-off mail is read, and by a window. */
final class IntakeRule implements RouteRule {

    @Override
    public Stream<Finding> findings(RouteModel model) {
        Topics topics = model.topics();
        List<RouteDefinition> carrying =
                model.routes().stream().filter(route -> model.carries(route)).toList();
        if (carrying.isEmpty()) {
            return Stream.of(
                    Finding.error(
                            "routes",
                            "no route carries mails from Kafka",
                            "take 10-intake.camel.yaml from the artifact's own routes"));
        }
        Stream<Finding> unread =
                topics.mails().stream()
                        .filter(
                                topic ->
                                        carrying.stream()
                                                .noneMatch(r -> Topics.reads(model.from(r), topic)))
                        .map(
                                topic ->
                                        model.error(
                                                carrying.get(0).getInput(),
                                                "no route reads the mail events of " + topic,
                                                "begin one with kafka:{{waypost.topic}}"
                                                        + topic.substring(topics.main().length()),
                                                "kafka:"));
        Stream<Finding> wrong =
                carrying.stream()
                        .flatMap(
                                route ->
                                        Stream.of(
                                                        new TopicNames(topics.main()).deadLetters(),
                                                        new TopicNames(topics.main()).status())
                                                .filter(t -> Topics.reads(model.from(route), t))
                                                .map(
                                                        topic ->
                                                                model.error(
                                                                        route.getInput(),
                                                                        "what %s keeps would be carried as mail"
                                                                                .formatted(topic),
                                                                        "read mail events and retry"
                                                                                + " topics alone",
                                                                        "kafka:")));
        Stream<Finding> asleep =
                model.routes().stream()
                        .filter(route -> model.reach(route).decides())
                        .filter(route -> isAsleep(model, topics, route))
                        .map(
                                route ->
                                        model.error(
                                                route,
                                                "this route is not started, so no mail comes"
                                                        + " through it",
                                                "leave autoStartup out",
                                                "autoStartup"));
        return Stream.of(unread, wrong, asleep).flatMap(found -> found);
    }

    /** One that would read a lane that is not used may sleep. */
    private static boolean isAsleep(RouteModel model, Topics topics, RouteDefinition route) {
        Address from = model.from(route);
        return (!from.isKafka() || topics.isWanted(from))
                && model.resolved(route.getAutoStartup(), route).equalsIgnoreCase("false");
    }
}
