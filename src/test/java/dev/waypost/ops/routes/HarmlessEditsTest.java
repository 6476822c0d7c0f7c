package dev.waypost.ops.routes;

import static dev.waypost.ops.routes.Edit.INTAKE;
import static dev.waypost.ops.routes.Edit.OUTCOMES;
import static dev.waypost.ops.routes.Edit.RELAY;
import static dev.waypost.ops.routes.Edit.REPORT;
import static dev.waypost.ops.routes.Edit.RETRY;
import static dev.waypost.ops.routes.Edit.edit;
import static dev.waypost.ops.routes.Edit.ownRoute;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits that lose nothing: none is refused. */
class HarmlessEditsTest {

    private static final String DELIVER = "                - to: direct:deliver\n";
    private static final String SECOND_PORT =
            "              - to: smtp:{{waypost.relay.host}}:{{waypost.relay.alternate-port}}\n";
    private static final String THIRD_PORT =
            "              - to:"
                    + " smtps:{{waypost.relay.host}}:{{waypost.relay.implicit-tls-port}}\n";

    @ParameterizedTest
    @MethodSource("edits")
    void a_harmless_edit_is_not_refused(Edit edit, @TempDir Path folder) {
        assertThat(edit.done(folder).findings()).isEmpty();
    }

    static Stream<Edit> edits() {
        return Stream.of(steps(), ports(), routes(), spellings()).flatMap(edits -> edits);
    }

    private static Stream<Edit> steps() {
        return Stream.of(
                edit("a comment").in(INTAKE, "- route:", "# Ours.\n- route:"),
                edit("another description").in(INTAKE, "Take mail events", "We take mail events"),
                before("log", "- log: sending"),
                before("log with the subject", "- log: \"${body.event}\""),
                before("header", "- setHeader: {name: tenant, constant: shop}"),
                before("property", "- setProperty: {name: tenant, constant: shop}"),
                before("wire tap", "- wireTap: {uri: log:copy}"),
                before("delay", "- delay: {constant: \"10\"}"),
                before("throttle", "- throttle: {constant: \"100\", timePeriodMillis: \"1000\"}"),
                before("copy to a topic of its own", "- wireTap: {uri: kafka:audit}"),
                edit("log at the door")
                        .in(
                                INTAKE,
                                "              - bean: {ref: recordCapture",
                                "              - log: admitted\n"
                                        + "              - bean: {ref: recordCapture"),
                edit("header at the door")
                        .in(
                                INTAKE,
                                "              - bean: {ref: recordCapture",
                                "              - setHeader: {name: x, constant: y}\n"
                                        + "              - bean: {ref: recordCapture"),
                edit("log after done")
                        .in(
                                INTAKE,
                                "        - to: direct:report\n"
                                        + "        - bean: {ref: inFlightWindow, method: done}\n",
                                "        - to: direct:report\n"
                                        + "        - bean: {ref: inFlightWindow, method: done}\n"
                                        + "        - log: done\n"),
                edit("log in an outcome")
                        .in(
                                OUTCOMES,
                                "            - bean: {ref: relayCircuit, method: halt}\n",
                                "            - log: halted\n"
                                        + "            - bean: {ref: relayCircuit, method: halt}\n"),
                edit("no log line").without(REPORT, "        - bean: {ref: mailLog, method: line}"),
                edit("no metrics")
                        .without(REPORT, "        - bean: {ref: deliveryMetrics, method: count}"),
                edit("a header on the status")
                        .in(
                                REPORT,
                                "        - bean: {ref: statusEvent, method: write}\n",
                                "        - bean: {ref: statusEvent, method: write}\n"
                                        + "        - setHeader: {name: tenant, constant: shop}\n"),
                edit("an own step that may fail")
                        .in(
                                INTAKE,
                                DELIVER,
                                """
                                                - doTry:
                                                    steps:
                                                      - to: log:own
                                                    doCatch:
                                                      - exception: [java.lang.Exception]
                                                        steps:
                                                          - log: never mind
                                """
                                        + DELIVER),
                edit("a choice of its own")
                        .in(
                                INTAKE,
                                DELIVER,
                                """
                                                - choice:
                                                    when:
                                                      - simple: "${body.event} != null"
                                                        steps:
                                                          - log: some
                                                    otherwise:
                                                      steps:
                                                        - log: others
                                """
                                        + DELIVER),
                edit("a branch of its own for some mails")
                        .in(
                                INTAKE,
                                DELIVER,
                                """
                                                - choice:
                                                    when:
                                                      - simple: "${body.event} contains 'shop'"
                                                        steps:
                                                          - to: direct:deliver
                                                    otherwise:
                                                      steps:
                                                        - to: direct:deliver
                                """),
                edit("a mail refused by a rule of its own")
                        .in(
                                INTAKE,
                                "        - bean: {ref: mimeComposer, method: compose}\n",
                                """
                                        - filter:
                                            simple: "${body.event} contains 'example.invalid'"
                                            steps:
                                              - throwException: {exceptionType: dev.waypost.classify.PermanentFailure, message: denied}
                                        - bean: {ref: mimeComposer, method: compose}
                                """),
                edit("another order at the start")
                        .in(
                                INTAKE,
                                "        - bean: {ref: statusTail, method: awaitCaughtUp}\n"
                                        + "        - bean: {ref: redeliveries, method: open}\n",
                                "        - bean: {ref: redeliveries, method: open}\n"
                                        + "        - bean: {ref: statusTail, method:"
                                        + " awaitCaughtUp}\n"));
    }

    private static Edit before(String what, String step) {
        return edit(what).in(INTAKE, DELIVER, "                " + step + "\n" + DELIVER);
    }

    private static Stream<Edit> ports() {
        return Stream.of(
                edit("a fourth port")
                        .in(
                                RELAY,
                                SECOND_PORT,
                                SECOND_PORT
                                        + "              - to: smtp:{{waypost.relay.host}}:8025\n"),
                edit("ports in another order")
                        .in(RELAY, SECOND_PORT + THIRD_PORT, THIRD_PORT + SECOND_PORT),
                edit("a port less").without(RELAY, SECOND_PORT.stripTrailing()),
                edit("as many attempts as ports")
                        .in(
                                RELAY,
                                "            failoverLoadBalancer:\n",
                                "            failoverLoadBalancer:\n"
                                        + "              maximumFailoverAttempts: \"2\"\n"),
                edit("options that say what holds")
                        .in(
                                RELAY,
                                SECOND_PORT.strip(),
                                "- to:"
                                        + " smtp:{{waypost.relay.host}}:2525?mail.smtp.starttls.required=true"),
                edit("a profile of its own, a copy")
                        .in(
                                "relays/own.camel.yaml",
                                "",
                                "- route: {id: other, description: Other., from: {uri:"
                                        + " \"direct:other\", steps: [{log: x}]}}\n"));
    }

    private static Stream<Edit> routes() {
        return Stream.of(
                ownRoute("timer", "timer:tick?period=5000", "- log: tick"),
                ownRoute("called from the carriage", "direct:own", "- to: log:own")
                        .in(INTAKE, DELIVER, "                - to: direct:own\n" + DELIVER),
                ownRoute(
                                "its own failures handled",
                                "direct:own",
                                "- doTry: {steps: [{to: \"log:own\"}], doCatch: [{exception:"
                                        + " [java.io.IOException], steps: [{log: x}]}]}")
                        .in(INTAKE, DELIVER, "                - to: direct:own\n" + DELIVER),
                ownRoute(
                        "status events read",
                        "kafka:{{waypost.topic}}.status?groupId=own",
                        "- to: log:status"),
                ownRoute(
                        "mail events copied",
                        "kafka:{{waypost.topic}}?groupId=own",
                        "- to: kafka:audit"),
                ownRoute(
                                "a queue of its own",
                                "seda:own?size=10&discardWhenFull=true",
                                "- log: own")
                        .in(INTAKE, DELIVER, "                - to: seda:own\n" + DELIVER),
                ownRoute(
                        "a mail of its own",
                        "timer:day?period=86400000",
                        "- to:"
                                + " \"smtp:{{waypost.relay.host}}:587?to=ops@example.org&from=waypost@example.org\""));
    }

    private static Stream<Edit> spellings() {
        return Stream.of(
                edit("the window's words written out")
                        .in(
                                INTAKE,
                                "        - to: direct:report\n"
                                        + "        - bean: {ref: inFlightWindow, method: done}\n",
                                "        - to: direct:report\n"
                                        + "        - bean:\n"
                                        + "            ref: inFlightWindow\n"
                                        + "            method: done\n"),
                edit("a route in one line")
                        .in(
                                "50-own.camel.yaml",
                                "",
                                "- route: {id: own, description: Own., from: {uri:"
                                        + " \"timer:x?period=1000\", steps: [{log: \"x\"}]}}\n"),
                edit("a condition as simple")
                        .in(INTAKE, "ref: duplicate", "simple: \"${body.duplicate} == true\""),
                edit("a condition by its expression")
                        .in(
                                REPORT,
                                "ref: deadLettered",
                                "expression: {ref: {expression: deadLettered}}"),
                edit("to written out")
                        .in(
                                INTAKE,
                                "        - to: direct:report\n",
                                "        - to: {uri: direct, parameters: {name: report}}\n"),
                edit("a larger poll")
                        .in(
                                INTAKE,
                                "        groupId: \"{{waypost.group}}\"\n",
                                "        groupId: \"{{waypost.group}}\"\n"
                                        + "        fetchMinBytes: 1\n"),
                edit("isolation")
                        .in(
                                RETRY,
                                "        topicIsPattern: true\n",
                                "        topicIsPattern: true\n"
                                        + "        isolationLevel: read_committed\n"));
    }
}
