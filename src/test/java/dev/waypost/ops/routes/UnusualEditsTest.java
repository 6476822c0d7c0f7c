package dev.waypost.ops.routes;

import static dev.waypost.ops.routes.Edit.DELIVER;
import static dev.waypost.ops.routes.Edit.INTAKE;
import static dev.waypost.ops.routes.Edit.OUTCOMES;
import static dev.waypost.ops.routes.Edit.OWN;
import static dev.waypost.ops.routes.Edit.RELAY;
import static dev.waypost.ops.routes.Edit.REPORT;
import static dev.waypost.ops.routes.Edit.RETRY;
import static dev.waypost.ops.routes.Edit.beforeDelivery;
import static dev.waypost.ops.routes.Edit.edit;
import static dev.waypost.ops.routes.Edit.ownRoute;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits by somebody who knows Camel well and loses nothing: none is refused. */
class UnusualEditsTest {

    private static final String FIRST = "- route:\n";
    private static final String GROUP = "        groupId: \"{{waypost.group}}\"\n";
    private static final String FIRST_PORT =
            "smtp:{{waypost.relay.host}}:{{waypost.relay.submission-port}}";

    @ParameterizedTest
    @MethodSource("edits")
    void an_unusual_edit_is_not_refused(Edit edit, @TempDir Path folder) {
        assertThat(edit.done(folder).findings()).isEmpty();
    }

    static Stream<Edit> edits() {
        return Stream.of(beside(), steps(), routes(), options(), files()).flatMap(edits -> edits);
    }

    private static Stream<Edit> beside() {
        return Stream.of(
                first(
                        "a log of everything that comes in",
                        INTAKE,
                        """
                        - interceptFrom:
                            steps:
                              - log: came in
                        """),
                first(
                        "a log of every step",
                        INTAKE,
                        """
                        - intercept:
                            steps:
                              - log: step
                        """),
                first(
                        "a log of each delivery",
                        INTAKE,
                        """
                        - interceptSendToEndpoint:
                            uri: direct:deliver
                            steps:
                              - log: to the relay
                              - setHeader: {name: seen, constant: "yes"}
                        """),
                first(
                        "a log at the end",
                        INTAKE,
                        """
                        - onCompletion:
                            steps:
                              - log: completed
                        """),
                first(
                        "what is not there is skipped",
                        INTAKE,
                        """
                        - interceptSendToEndpoint:
                            uri: "log:noisy*"
                            skipSendToOriginalEndpoint: "true"
                            steps:
                              - log: quiet
                        """),
                edit("a bean of its own")
                        .in(
                                OWN,
                                "",
                                """
                                - beans:
                                    - name: names
                                      type: java.util.ArrayList
                                """),
                edit("an exception of its own that means later")
                        .in(
                                OUTCOMES,
                                "    onException:\n",
                                """
                                    onException:
                                      - onException:
                                          exception: [java.net.ConnectException]
                                          handled: {constant: "true"}
                                          steps:
                                            - log: "${exception.message}"
                                            - bean: {ref: deliveryResults, method: unexpected}
                                            - to: direct:report
                                            - bean: {ref: inFlightWindow, method: done}
                                """),
                edit("a configuration of its own routes")
                        .in(
                                OWN,
                                "",
                                """
                                - routeConfiguration:
                                    id: ours
                                    onException:
                                      - onException:
                                          exception: [java.lang.Exception]
                                          handled: {constant: "true"}
                                          steps:
                                            - log: failed
                                - route:
                                    id: own
                                    description: Of our own.
                                    routeConfigurationId: ours
                                    from:
                                      uri: timer:a?period=60000
                                      steps:
                                        - to: kafka:own
                                """));
    }

    private static Stream<Edit> steps() {
        return Stream.of(
                beforeDelivery("step", "- step: {id: ours, steps: [{log: x}]}"),
                beforeDelivery("pipeline", "- pipeline: {steps: [{log: x}, {log: y}]}"),
                beforeDelivery("loop of a log", "- loop: {constant: \"2\", steps: [{log: x}]}"),
                beforeDelivery(
                        "multicast of logs",
                        "- multicast: {steps: [{to: \"log:a\"}, {to: \"log:b\"}]}"),
                beforeDelivery(
                        "recipientList of logs", "- recipientList: {constant: \"log:a,log:b\"}"),
                beforeDelivery("a variable", "- setVariable: {name: x, constant: y}"),
                beforeDelivery(
                        "headers",
                        "- setHeaders: {headers: [{name: a, constant: b}, {name: c, constant: d}]}"),
                beforeDelivery("a header removed", "- removeHeader: {name: a}"),
                beforeDelivery("a topic by the event", "- toD: \"log:${body.event.stream}\""),
                beforeDelivery("threads", "- threads: {poolSize: \"4\"}"),
                beforeDelivery(
                        "a throttle for each stream",
                        "- throttle: {constant: \"100\", correlationExpression: {simple: \"${body.event.stream}\"}}"),
                beforeDelivery(
                        "a step that is switched off", "- log: {message: x, disabled: true}"),
                beforeDelivery(
                        "a copy with an id",
                        "- wireTap: {id: copy, uri: \"log:copy\", description: A copy.}"),
                beforeDelivery(
                        "an own choice with no otherwise",
                        "- choice: {when: [{simple: \"${body.event.stream} == 'bulk'\", steps: [{delay: {constant: \"5\"}}]}]}"),
                edit("tried, caught and at last")
                        .in(
                                INTAKE,
                                DELIVER,
                                """
                                                - doTry:
                                                    steps:
                                                      - to: log:own
                                                    doCatch:
                                                      - exception: [java.io.IOException]
                                                        steps:
                                                          - log: never mind
                                                    doFinally:
                                                      steps:
                                                        - log: at last
                                """
                                        + DELIVER),
                edit("the delivery measured by its own route")
                        .in(INTAKE, DELIVER, "                - to: direct:measured\n")
                        .in(
                                OWN,
                                "",
                                """
                                - route:
                                    id: measured
                                    description: The delivery, with words around it.
                                    from:
                                      uri: direct:measured
                                      steps:
                                        - log: before
                                        - to: direct:deliver
                                        - log: after
                                """));
    }

    private static Stream<Edit> routes() {
        return Stream.of(
                ownRoute(
                        "a mail event of its own",
                        "timer:a?period=60000",
                        "- to: kafka:{{waypost.topic}}"),
                ownRoute(
                        "a mail event of its own, into a lane",
                        "timer:a?period=60000",
                        "- to: kafka:{{waypost.topic}}.bulk"),
                ownRoute(
                        "dead letters told",
                        "kafka:{{waypost.topic}}.dead-letter?groupId=own",
                        "- log: dead"),
                ownRoute("a queue of its own", "seda:own", "- to: kafka:own"),
                ownRoute("autoStartup", "timer:a?period=60000", "- log: x")
                        .in(OWN, "    id: own\n", "    id: own\n    autoStartup: false\n"),
                edit("a template of its own")
                        .in(
                                OWN,
                                "",
                                """
                                - routeTemplate:
                                    id: ticking
                                    description: Ticks.
                                    parameters:
                                      - {name: period, required: true}
                                    route:
                                      description: Ticks.
                                      from:
                                        uri: timer:{{period}}
                                        parameters: {period: "{{period}}"}
                                        steps:
                                          - log: tick
                                - templatedRoute:
                                    routeTemplateRef: ticking
                                    routeId: own
                                    parameters:
                                      - {name: period, value: "60000"}
                                """),
                edit("ports as routes of their own")
                        .in(RELAY, "- to: " + FIRST_PORT, "- to: direct:first")
                        .in(
                                OWN,
                                "",
                                """
                                - route:
                                    id: first
                                    description: The first port.
                                    from:
                                      uri: direct:first
                                      steps:
                                        - log: first
                                        - to: %s
                                """
                                        .formatted(FIRST_PORT)));
    }

    private static Stream<Edit> options() {
        return Stream.of(
                edit("names and groups")
                        .in(
                                INTAKE,
                                "    id: carry\n",
                                "    id: carry\n    group: mail\n    startupOrder: 10\n"
                                        + "    logMask: \"true\"\n    nodePrefixId: mail\n"),
                edit("a larger queue")
                        .in(INTAKE, "blockWhenFull=true", "blockWhenFull=true&size=20000"),
                edit("larger polls").in(INTAKE, GROUP, GROUP + "        maxPollRecords: 32\n"),
                edit("a client's name").in(INTAKE, GROUP, GROUP + "        clientId: ours\n"),
                edit("an own topic written with less care")
                        .in(
                                INTAKE,
                                DELIVER,
                                "                - to: \"kafka:own?requestRequiredAcks=1\"\n"
                                        + DELIVER),
                edit("failover in kebab case")
                        .in(RELAY, "failoverLoadBalancer:", "failover-load-balancer:"),
                edit("a default in the placeholder")
                        .in(
                                INTAKE,
                                DELIVER,
                                "                - to: kafka:{{ours.topic:own}}\n" + DELIVER));
    }

    private static Stream<Edit> files() {
        return Stream.of(
                edit("Windows line ends")
                        .in(INTAKE, Edit.text(INTAKE), Edit.text(INTAKE).replace("\n", "\r\n")),
                edit("a route moved to another file")
                        .in(RETRY, Edit.text(RETRY), "# Empty but for this.\n" + Edit.text(RETRY))
                        .in(
                                "60-retry.camel.yaml",
                                "",
                                FIRST
                                        + "    {id: own, description: Own., from: {uri: \"timer:a\", steps: [{log: x}]}}\n"),
                edit("notes beside the routes").in("notes.yaml", "", "todo: nothing\n"),
                edit("an alias")
                        .in(
                                REPORT,
                                "            parameters:\n              compressionCodec: gzip\n",
                                "            parameters: &small\n              compressionCodec: gzip\n")
                        .in(
                                REPORT,
                                "            uri: kafka:{{waypost.topic}}.dead-letter\n"
                                        + "            parameters:\n              compressionCodec: gzip\n",
                                "            uri: kafka:{{waypost.topic}}.dead-letter\n"
                                        + "            parameters: *small\n"));
    }

    private static Edit first(String what, String file, String text) {
        return edit(what).in(file, FIRST, text + "\n" + FIRST);
    }
}
