package dev.waypost.ops.routes;

import static dev.waypost.ops.routes.Edit.DELIVER;
import static dev.waypost.ops.routes.Edit.INTAKE;
import static dev.waypost.ops.routes.Edit.OUTCOMES;
import static dev.waypost.ops.routes.Edit.OWN;
import static dev.waypost.ops.routes.Edit.RELAY;
import static dev.waypost.ops.routes.Edit.REPORT;
import static dev.waypost.ops.routes.Edit.beforeDelivery;
import static dev.waypost.ops.routes.Edit.edit;
import static dev.waypost.ops.routes.Edit.ownRoute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.ops.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits by somebody who knows Camel well and means harm: each is named, with file and line. */
class HostileEditsTest {

    private static final String FIRST = "- route:\n";
    private static final String TO_REPORT = "        - to: direct:report\n";
    private static final String DONE = "        - bean: {ref: inFlightWindow, method: done}\n";
    private static final String QUEUE =
            "              - to: seda:carry?waitForTaskToComplete=Never&blockWhenFull=true\n";
    private static final String GROUP = "        groupId: \"{{waypost.group}}\"\n";
    private static final String FIRST_PORT =
            "smtp:{{waypost.relay.host}}:{{waypost.relay.submission-port}}";

    @ParameterizedTest
    @MethodSource("edits")
    void a_hostile_edit_is_named_with_file_and_line(Edit edit, @TempDir Path folder) {
        List<Finding> findings = edit.namedIn(folder, ".yaml");

        assertThat(findings).filteredOn(Finding::isError).isNotEmpty();
    }

    static Stream<Edit> edits() {
        return Stream.of(beside(), outside(), sending(), blocks(), options(), order(), files())
                .flatMap(edits -> edits);
    }

    /** What a file may say beside its routes. */
    private static Stream<Edit> beside() {
        return Stream.of(
                first(
                        "reports skipped",
                        REPORT,
                        """
                        - interceptSendToEndpoint:
                            uri: "kafka:*"
                            skipSendToOriginalEndpoint: "true"
                            steps:
                              - log: not now
                        """),
                first(
                        "ports skipped",
                        RELAY,
                        """
                        - interceptSendToEndpoint:
                            uri: "smtp*"
                            skipSendToOriginalEndpoint: "true"
                            steps:
                              - log: not now
                        """),
                first(
                        "the delivery skipped where it is asked for",
                        INTAKE,
                        """
                        - interceptSendToEndpoint:
                            uri: direct:deliver
                            skipSendToOriginalEndpoint: "true"
                            steps:
                              - log: not now
                        """),
                first(
                        "the delivery sent twice by an intercept",
                        INTAKE,
                        """
                        - interceptSendToEndpoint:
                            uri: direct:deliver
                            steps:
                              - to: direct:deliver
                        """),
                first(
                        "every record stopped where it comes in",
                        INTAKE,
                        """
                        - interceptFrom:
                            steps:
                              - stop: {}
                        """),
                first(
                        "some records stopped in the queue",
                        INTAKE,
                        """
                        - interceptFrom:
                            uri: "seda:*"
                            steps:
                              - filter:
                                  simple: "${body} == null"
                                  steps:
                                    - stop: {}
                        """),
                first(
                        "every step stopped",
                        INTAKE,
                        """
                        - intercept:
                            steps:
                              - stop: {}
                        """),
                first(
                        "the body replaced before every step",
                        INTAKE,
                        """
                        - intercept:
                            steps:
                              - setBody: {constant: hello}
                        """),
                first(
                        "every step of the reports fails",
                        REPORT,
                        """
                        - intercept:
                            steps:
                              - throwException: {exceptionType: dev.waypost.classify.PermanentFailure, message: no}
                        """),
                first(
                        "done at the completion",
                        INTAKE,
                        """
                        - onCompletion:
                            onCompleteOnly: true
                            steps:
                              - bean: {ref: inFlightWindow, method: done}
                        """),
                first(
                                "a failed port handled by its own file",
                                RELAY,
                                """
                        - onException:
                            exception: [dev.waypost.classify.PortUnavailable]
                            handled: {constant: "true"}
                            steps:
                              - log: never mind
                        """)
                        .says("would handle a failure"),
                first(
                        "a failed port dead-lettered by its own file",
                        RELAY,
                        """
                        - errorHandler:
                            deadLetterChannel: {deadLetterUri: "log:dead"}
                        """),
                own(
                        "the circuit replaced",
                        """
                        - beans:
                            - name: relayCircuit
                              type: java.util.ArrayList
                        """),
                own(
                        "the Kafka component replaced",
                        """
                        - beans:
                            - name: kafka
                              type: org.apache.camel.component.kafka.KafkaComponent
                        """),
                own(
                                "a second configuration of the same name",
                                """
                        - routeConfiguration:
                            id: outcomes
                            onException:
                              - onException:
                                  exception: [dev.waypost.classify.PermanentFailure]
                                  handled: {constant: "true"}
                                  steps:
                                    - log: never mind
                        """)
                        .says("already exists"),
                edit("the outcomes switched off")
                        .in(
                                OUTCOMES,
                                "    id: outcomes\n",
                                "    id: outcomes\n    precondition: \"false\"\n")
                        .says("error"),
                edit("reports skipped by the outcomes")
                        .in(
                                OUTCOMES,
                                "    onException:\n",
                                """
                                    interceptSendToEndpoint:
                                      - interceptSendToEndpoint:
                                          uri: direct:report
                                          skipSendToOriginalEndpoint: "true"
                                          steps:
                                            - log: not now
                                    onException:
                                """)
                        .says("interceptSendToEndpoint"),
                edit("the outcomes misspelt")
                        .in(
                                INTAKE,
                                "routeConfigurationId: outcomes",
                                "routeConfigurationId: outcome")
                        .says("error"),
                edit("the carriage switched off")
                        .in(
                                INTAKE,
                                "    id: carry\n",
                                "    id: carry\n    precondition: \"false\"\n")
                        .says("direct:carry"));
    }

    /** Routes of an author's own that reach for what is not theirs. */
    private static Stream<Edit> outside() {
        return Stream.of(
                ownRoute("a second route that is the delivery", "direct:deliver", "- log: taken")
                        .says("direct:deliver"),
                ownRoute(
                                "a second route that is the delivery, unseen",
                                "direct://deliver",
                                "- log: x")
                        .says("direct:deliver"),
                ownRoute("a second reader of the queue", "seda:carry", "- log: taken")
                        .says("seda:carry"),
                ownRoute(
                                "status events of its own",
                                "timer:a?period=60000",
                                "- to: kafka:{{waypost.topic}}.status")
                        .says("Waypost alone writes"),
                ownRoute(
                                "dead letters of its own",
                                "timer:a?period=60000",
                                "- toD: kafka:{{waypost.topic}}.dead-letter?clientId=${routeId}")
                        .says("Waypost alone writes"),
                ownRoute(
                                "a halt by the clock",
                                "timer:a?period=60000",
                                "- bean: {ref: relayCircuit, method: halt}")
                        .says("relayCircuit"),
                ownRoute(
                                "a mail marked as accepted by the clock",
                                "timer:a?period=60000",
                                "- bean: {ref: seenEvents, method: accepted}")
                        .says("seenEvents"),
                ownRoute(
                                "the carriage called by the clock",
                                "timer:a?period=60000",
                                "- to: direct:carry")
                        .says("direct:carry"),
                ownRoute(
                                "mails read and forgotten",
                                "timer:a?period=60000",
                                "- pollEnrich: {constant:"
                                        + " \"kafka:{{waypost.topic}}?groupId={{waypost.group}}\"}")
                        .says("group"),
                ownRoute(
                                "mails read by another topic list",
                                "kafka:other,{{waypost.topic}}?groupId={{waypost.group}}",
                                "- log: taken")
                        .says("groupId of its own"));
    }

    /** Other ways to send than `to`. */
    private static Stream<Edit> sending() {
        return Stream.of(
                beforeDelivery("recipientList", "- recipientList: {constant: \"direct:deliver\"}")
                        .says("recipientList"),
                beforeDelivery("routingSlip", "- routingSlip: {constant: \"direct:deliver\"}")
                        .says("routingSlip"),
                beforeDelivery("enrich", "- enrich: {constant: \"direct:deliver\"}").says("enrich"),
                beforeDelivery("dynamicRouter", "- dynamicRouter: {constant: \"direct:deliver\"}")
                        .says("dynamicRouter"),
                beforeDelivery("toD without a question", "- toD: direct:deliver")
                        .says("sent twice"),
                beforeDelivery(
                                "recipientList to a topic",
                                "- recipientList: {constant: \"kafka:{{waypost.topic}}.status\"}")
                        .says("Waypost alone writes"),
                edit("a variable sent instead of the mail")
                        .in(
                                INTAKE,
                                DELIVER,
                                "                - setVariable: {name: x, constant: hello}\n"
                                        + "                - to: {uri: direct:deliver, variableSend:"
                                        + " x}\n")
                        .says("variableSend"),
                beforeDelivery("a tap of the carriage", "- wireTap: {uri: direct:carry}")
                        .says("wireTap"));
    }

    private static Stream<Edit> blocks() {
        return Stream.of(
                beforeDelivery(
                                "threads that discard",
                                "- threads: {poolSize: \"1\", rejectedPolicy: Discard}")
                        .says("Discard"),
                around("aggregate", "constant: \"1\", completionSize: \"10\", ").says("aggregate"),
                around("resequence", "constant: \"1\", ").says("resequence"),
                around("loop", "constant: \"2\", ").says("loop"),
                around("split", "constant: \"a,b\", ").says("split"),
                around("idempotentConsumer", "idempotentRepository: \"#seen\", constant: \"1\", ")
                        .says("error"),
                around("filter", "simple: \"${header.x} == 1\", ")
                        .says("the relay has not taken the mail"),
                beforeDelivery("sample", "- sample: {samplePeriod: \"1000\"}").says("ends here"),
                beforeDelivery(
                                "the route stopped by a property",
                                "- setProperty: {name: CamelRouteStop, constant: \"true\"}")
                        .says("CamelRouteStop"),
                edit("done at last, whatever was")
                        .in(
                                INTAKE,
                                DELIVER,
                                """
                                                - doTry:
                                                    steps:
                                                      - to: direct:deliver
                                                    doFinally:
                                                      steps:
                                                        - bean: {ref: inFlightWindow, method: done}
                                """)
                        .says("inFlightWindow.done comes without"),
                edit("refusals swallowed")
                        .in(
                                INTAKE,
                                DELIVER,
                                """
                                                - doTry:
                                                    steps:
                                                      - to: direct:deliver
                                                    doCatch:
                                                      - exception: [dev.waypost.classify.PermanentFailure]
                                                        steps:
                                                          - log: never mind
                                """)
                        .says("the relay has not taken the mail"));
    }

    private static Stream<Edit> options() {
        return Stream.of(
                edit("no group").in(INTAKE, GROUP, "        maxPollRecords: 16\n").says("groupId"),
                consumer("isolationLevel: read_uncommitted").says("isolationLevel"),
                consumer(
                                "kafkaClientFactory:"
                                        + " \"#class:org.apache.camel.component.kafka.DefaultKafkaClientFactory\"")
                        .says("kafkaClientFactory"),
                consumer("maxPollIntervalMs: 100").says("maxPollIntervalMs"),
                producer("transacted: true").says("transacted"),
                producer("maxRequestSize: 1000").says("maxRequestSize"),
                edit("a port without a number")
                        .in(RELAY, FIRST_PORT, "smtp:{{waypost.relay.host}}")
                        .says("smtp:"),
                edit("status tried once")
                        .in(
                                REPORT,
                                """
                                      defaultErrorHandler:
                                        onRedeliveryRef: unwrittenReports
                                """,
                                """
                                      deadLetterChannel:
                                        deadLetterUri: log:dead
                                """)
                        .in(REPORT, "maximumRedeliveries: -1", "maximumRedeliveries: 1")
                        .says("it would be sent again"),
                edit("written into no partition")
                        .in(
                                REPORT,
                                "        - bean: {ref: deadLetter, method: write}\n",
                                "        - bean: {ref: deadLetter, method: write}\n"
                                        + "        - setHeader: {name: kafka.PARTITION_KEY,"
                                        + " constant: \"99\"}\n")
                        .says("kafka.PARTITION_KEY"),
                edit("written under another key")
                        .in(
                                REPORT,
                                "        - bean: {ref: retryRecord, method: write}\n",
                                "        - bean: {ref: retryRecord, method: write}\n"
                                        + "        - setHeader: {name: kafka.KEY, constant: x}\n")
                        .says("kafka.KEY"),
                edit("the dead letter written elsewhere")
                        .in(
                                REPORT,
                                "        - bean: {ref: deadLetter, method: write}\n",
                                "        - bean: {ref: deadLetter, method: write}\n"
                                        + "        - setHeader: {name: kafka.OVERRIDE_TOPIC,"
                                        + " constant: elsewhere}\n")
                        .says("would be written to elsewhere"),
                edit("the dead letter emptied")
                        .in(
                                REPORT,
                                "        - bean: {ref: deadLetter, method: write}\n",
                                "        - bean: {ref: deadLetter, method: write}\n"
                                        + "        - setBody: {constant: gone}\n")
                        .says("something else would be written"));
    }

    private static Stream<Edit> order() {
        return Stream.of(
                edit("the window's answer turned round")
                        .in(
                                INTAKE,
                                "            method: {ref: inFlightWindow, method: admit}\n",
                                "            simple: \"${bean:inFlightWindow?method=admit} =="
                                        + " false\"\n")
                        .says("inFlightWindow.admit"),
                edit("news turned round")
                        .in(REPORT, "ref: statusDue", "simple: \"${body.statusDue} == false\"")
                        .says("nobody would hear"),
                edit("a broken-off mail turned round")
                        .in(
                                OUTCOMES,
                                "onWhen: {ref: brokenOff}",
                                "onWhen: {simple: \"${body.brokenOff} == false\"}")
                        .says("PortUnavailable"),
                edit("an invalid event summed up as a pass")
                        .in(
                                OUTCOMES,
                                "            - dev.waypost.classify.PermanentFailure\n",
                                "            - dev.waypost.classify.PermanentFailure\n"
                                        + "            - dev.waypost.intake.InvalidEvent\n")
                        .in(
                                OUTCOMES,
                                "            - dev.waypost.intake.InvalidEvent\n            - dev.waypost.compose",
                                "            - dev.waypost.compose")
                        .says("use deliveryResults.refuse"),
                edit("a throttled mail counted")
                        .in(
                                OUTCOMES,
                                "exception: [dev.waypost.classify.RelayThrottled]",
                                "exception: [java.net.ConnectException]")
                        .says("RelayThrottled"),
                edit("an invalid event carried on")
                        .in(
                                INTAKE,
                                "        - bean: {ref: mailEvents, method: decode}\n",
                                """
                                        - doTry:
                                            steps:
                                              - bean: {ref: mailEvents, method: decode}
                                            doCatch:
                                              - exception: [dev.waypost.intake.InvalidEvent]
                                                steps:
                                                  - log: never mind
                                """)
                        .says("mailEvents, method: decode"),
                edit("stopped behind the delivery")
                        .in(INTAKE, DELIVER, DELIVER + "                - stop: {}\n")
                        .says("ends here"),
                edit("the door gone through twice")
                        .in(
                                INTAKE,
                                "        - bean: {ref: redeliveries, method: open}\n",
                                "        - bean: {ref: recordCapture, method: take}\n"
                                        + "        - bean: {ref: redeliveries, method: open}\n")
                        .says("recordCapture.take"),
                edit("the time looked at too late")
                        .without(INTAKE, "        - bean: {ref: redeliveries, method: checkTime}")
                        .in(
                                INTAKE,
                                DELIVER,
                                DELIVER
                                        + "                - bean: {ref: redeliveries, method:"
                                        + " checkTime}\n")
                        .says("redeliveries, method: checkTime"),
                edit("the polling thread waits for the tail")
                        .in(
                                INTAKE,
                                QUEUE,
                                "              - bean: {ref: statusTail, method: awaitCaughtUp}\n"
                                        + QUEUE)
                        .says("statusTail.awaitCaughtUp"),
                edit("the attempts forgotten")
                        .in(
                                INTAKE,
                                DELIVER,
                                DELIVER
                                        + "                - bean: {ref: portFailover, method: begin}\n")
                        .says("portFailover.begin"),
                edit("a property of the vocabulary set")
                        .in(
                                INTAKE,
                                DELIVER,
                                "                - setProperty: {name: admission, constant: x}\n"
                                        + DELIVER)
                        .says("admission"),
                edit("only one of two reports")
                        .in(
                                REPORT,
                                """
                                              - filter:
                                                  ref: deferred
                                                  steps:
                                                    - to: direct:report-deferred
                                              - filter:
                                                  ref: deadLettered
                                                  steps:
                                                    - to: direct:report-rejected
                                """,
                                """
                                              - choice:
                                                  when:
                                                    - ref: deferred
                                                      steps:
                                                        - to: direct:report-deferred
                                                    - ref: deadLettered
                                                      steps:
                                                        - to: direct:report-rejected
                                """)
                        .says("leave no trace"));
    }

    private static Stream<Edit> files() {
        return Stream.of(
                edit("a route in a file of another name")
                        .in(
                                "50-own.yaml",
                                "",
                                "- route: {id: own, description: Own., from: {uri:"
                                        + " \"timer:a\", steps: [{log: x}]}}\n")
                        .says("50-own.yaml"),
                edit("steps told twice")
                        .in(
                                INTAKE,
                                TO_REPORT + DONE,
                                TO_REPORT + DONE + "      steps:\n        - log: x\n")
                        .says("steps"),
                edit("a tab").in(INTAKE, TO_REPORT, "\t" + TO_REPORT).says("not YAML"),
                edit("half of the file is another document")
                        .in(
                                REPORT,
                                "- route:\n    id: write-status",
                                "---\n- route:\n    id: write-status")
                        .says(REPORT));
    }

    private static Edit first(String what, String file, String text) {
        String word = text.substring(2, text.indexOf(':'));
        return edit(what).in(file, FIRST, text + "\n" + FIRST).says(word);
    }

    private static Edit own(String what, String text) {
        return edit(what).in(OWN, "", text).says(OWN);
    }

    private static Edit around(String block, String options) {
        return edit(block + " around the delivery")
                .in(
                        INTAKE,
                        DELIVER,
                        "                - %s: {%ssteps: [{to: direct:deliver}]}\n"
                                .formatted(block, options));
    }

    private static Edit consumer(String option) {
        return edit(option).in(INTAKE, GROUP, GROUP + "        " + option + "\n");
    }

    private static Edit producer(String option) {
        String where = ".dead-letter\n            parameters:\n";
        return edit(option).in(REPORT, where, where + "              " + option + "\n");
    }
}
