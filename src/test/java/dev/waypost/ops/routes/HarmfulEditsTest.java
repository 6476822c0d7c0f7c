package dev.waypost.ops.routes;

import static dev.waypost.ops.routes.Edit.INTAKE;
import static dev.waypost.ops.routes.Edit.OUTCOMES;
import static dev.waypost.ops.routes.Edit.RELAY;
import static dev.waypost.ops.routes.Edit.REPORT;
import static dev.waypost.ops.routes.Edit.RETRY;
import static dev.waypost.ops.routes.Edit.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.ops.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits that would lose a mail, send it twice or not start: each is named, with file and line. */
class HarmfulEditsTest {

    private static final String ADMIT =
            "        - filter:\n            method: {ref: inFlightWindow, method: admit}\n";
    private static final String TAKE = "              - bean: {ref: recordCapture, method: take}";
    private static final String DONE = "        - bean: {ref: inFlightWindow, method: done}";
    private static final String TO_REPORT = "        - to: direct:report";
    private static final String LAST = TO_REPORT + "\n" + DONE;
    private static final String SEDA = "seda:carry?waitForTaskToComplete=Never&blockWhenFull=true";
    private static final String GROUP = "        groupId: \"{{waypost.group}}\"\n";
    private static final String PORTS =
            "              exception: [dev.waypost.classify.PortUnavailable]";
    private static final String FIRST_PORT =
            "smtp:{{waypost.relay.host}}:{{waypost.relay.submission-port}}";

    @ParameterizedTest
    @MethodSource("edits")
    void a_harmful_edit_is_named_with_file_and_line(Edit edit, @TempDir Path folder) {
        List<Finding> findings = edit.namedIn(folder, ".camel.yaml");

        assertThat(findings).filteredOn(Finding::isError).isNotEmpty();
    }

    static Stream<Edit> edits() {
        return Stream.of(offsets(), window(), door(), order(), ports(), reports(), outcomes())
                .flatMap(edits -> edits);
    }

    private static Stream<Edit> offsets() {
        return Stream.of(
                consumer("autoCommitEnable: true").says(INTAKE),
                consumer("allowManualCommit: true").says("offsets would be committed"),
                consumer("batching: true").says("offsets would be committed"),
                consumer("breakOnFirstError: true").says("offsets would be committed"),
                consumer("additionalProperties.enable.auto.commit: true")
                        .says("offsets would be committed"),
                consumer("autoOffsetReset: latest").says("mails would be passed over"),
                consumer("seekTo: END").says("seekTo"),
                consumer("pollOnError: DISCARD").says("mails would be passed over"),
                consumer("offsetRepository: \"#relayCircuit\"").says("offsetRepository"),
                consumer("consumersCount: 3").says("polling threads"),
                consumer(
                                "valueDeserializer:"
                                        + " org.apache.kafka.common.serialization.StringDeserializer")
                        .says("byte for byte"),
                consumer("maxPollRecords: many").says("maxPollRecords cannot be `many`"),
                consumer("maxPolRecords: 16").says("there is no option maxPolRecords"),
                edit("auto commit told in the URI")
                        .in(RETRY, "\\.retry\\..+\n", "\\.retry\\..+?autoCommitEnable=true\n")
                        .says(RETRY),
                edit("the retries' pattern is no pattern")
                        .in(RETRY, "topicIsPattern: true", "topicIsPattern: false")
                        .says("which no route reads"),
                edit("the dead letters are read as mail")
                        .in(RETRY, "\\.retry\\..+", ".*")
                        .says("would be carried as mail"),
                edit("a route of its own joins the group")
                        .in(
                                "50-own.camel.yaml",
                                "",
                                """
                                - route:
                                    id: own
                                    description: Copies.
                                    from:
                                      uri: kafka:{{waypost.topic}}?groupId={{waypost.group}}
                                      steps:
                                        - log: copied
                                """)
                        .says("groupId of its own"));
    }

    /** In the place of what the file says about it, if it does. */
    private static Edit consumer(String option) {
        String name = option.substring(0, option.indexOf(':') + 1);
        return Edit.text(INTAKE)
                .lines()
                .filter(line -> line.strip().startsWith(name))
                .findFirst()
                .map(line -> edit(option).in(INTAKE, line, "        " + option))
                .orElse(edit(option).in(INTAKE, GROUP, GROUP + "        " + option + "\n"));
    }

    private static Stream<Edit> window() {
        return Stream.of(
                edit("done left out").in(INTAKE, LAST, TO_REPORT).says("without done or release"),
                edit("done disabled")
                        .in(
                                INTAKE,
                                LAST,
                                TO_REPORT
                                        + "\n"
                                        + "        - bean: {ref: inFlightWindow, method: done,"
                                        + " disabled: true}")
                        .says("without done or release"),
                edit("done before the report")
                        .in(INTAKE, LAST, DONE + "\n" + TO_REPORT)
                        .says("done is said on a way without"),
                edit("done twice").in(INTAKE, LAST, LAST + "\n" + DONE).says("its ending already"),
                edit("done in a filter")
                        .in(
                                INTAKE,
                                LAST,
                                TO_REPORT
                                        + "\n"
                                        + "        - filter:\n"
                                        + "            simple: \"${header.x} == 1\"\n"
                                        + "            steps:\n"
                                        + "        "
                                        + DONE)
                        .says("without done or release"),
                edit("done in a wire tap")
                        .in(
                                INTAKE,
                                LAST,
                                TO_REPORT + "\n" + "        - wireTap: {uri: direct:done}")
                        .in(
                                "50-own.camel.yaml",
                                "",
                                """
                                - route:
                                    id: own
                                    description: Ends.
                                    from:
                                      uri: direct:done
                                      steps:
                                        - bean: {ref: inFlightWindow, method: done}
                                """)
                        .says("nobody waits"),
                edit("give back instead of done")
                        .in(INTAKE, LAST, LAST.replace("done}", "release}"))
                        .says("it would be sent again"),
                edit("admit as a step")
                        .in(
                                INTAKE,
                                ADMIT + "            steps:\n" + TAKE,
                                "        - bean: {ref: inFlightWindow, method: admit}\n"
                                        + "        - pipeline:\n            steps:\n"
                                        + TAKE)
                        .says("answer is not looked at"),
                edit("the pause left out")
                        .in(
                                INTAKE,
                                "        - pausable:\n"
                                        + "            consumerListener: inFlightWindow\n"
                                        + "            untilCheck: relayCircuit\n",
                                "")
                        .says("does not hear of this route's polls"),
                edit("the circuit not asked")
                        .in(INTAKE, "untilCheck: relayCircuit", "untilCheck: statusTail")
                        .says("the circuit is not asked"),
                edit("a queue that discards")
                        .in(INTAKE, SEDA, SEDA + "&discardWhenFull=true")
                        .says("throw records away"),
                edit("a queue that is waited for")
                        .in(INTAKE, "waitForTaskToComplete=Never", "waitForTaskToComplete=Always")
                        .says("would wait for each mail"),
                edit("a queue without room").in(INTAKE, SEDA, SEDA + "&size=2").says("less room"),
                edit("a queue that nobody reads")
                        .in(INTAKE, "- to: " + SEDA, "- to: seda:cary")
                        .says("no route begins with seda:cary"),
                edit("carried on the polling thread")
                        .in(INTAKE, "- to: " + SEDA, "- to: direct:carry-now")
                        .in(INTAKE, "- to: " + SEDA, "- to: direct:carry-now")
                        .in(INTAKE, "- to: " + SEDA, "- to: direct:carry-now")
                        .in(RETRY, "- to: " + SEDA, "- to: direct:carry-now")
                        .in(INTAKE, "      uri: seda:carry", "      uri: direct:carry-now")
                        .in(
                                INTAKE,
                                "      parameters:\n        concurrentConsumers:"
                                        + " \"{{waypost.delivery.workers}}\"\n"
                                        + "        pollTimeout: 500\n",
                                "")
                        .says("thread that polls Kafka"),
                edit("a delay on the polling thread")
                        .in(INTAKE, ADMIT, "        - delay: {constant: \"60000\"}\n" + ADMIT)
                        .says("delay: the thread that polls"));
    }

    private static Stream<Edit> door() {
        return Stream.of(
                edit("the door left out").without(INTAKE, TAKE).says("recordCapture, method: take"),
                edit("the door after the mail event")
                        .without(INTAKE, TAKE)
                        .in(
                                INTAKE,
                                "        - bean: {ref: mailEvents, method: decode}\n",
                                "        - bean: {ref: mailEvents, method: decode}\n"
                                        + "        - bean: {ref: recordCapture, method: take}\n")
                        .says("recordCapture, method: take"),
                edit("a record's header names the destination")
                        .in(INTAKE, TAKE, "              - toD: direct:${header.next}\n" + TAKE)
                        .says("destination that the record names"));
    }

    private static Stream<Edit> order() {
        return Stream.of(
                step("statusTail", "awaitCaughtUp"),
                step("redeliveries", "open"),
                step("unwrittenReports", "recall"),
                step("mailEvents", "decode"),
                step("redeliveries", "checkTime"),
                step("seenEvents", "claim"),
                step("mimeComposer", "compose"),
                step("seenEvents", "skipAccepted"),
                edit("another record of the mail goes on")
                        .in(
                                INTAKE,
                                "method: release}\n              - stop: {}",
                                "method: release}")
                        .says("gives the record back and stops"),
                edit("the event replaced before it is composed")
                        .in(
                                INTAKE,
                                "        - bean: {ref: mimeComposer, method: compose}",
                                "        - setBody: {constant: hello}\n"
                                        + "        - bean: {ref: mimeComposer, method: compose}")
                        .says("not the delivery"),
                edit("headers removed before admission")
                        .in(INTAKE, ADMIT, "        - removeHeaders: {pattern: \"*\"}\n" + ADMIT)
                        .says("would not be kept as it came"),
                edit("the record converted before admission")
                        .in(
                                INTAKE,
                                ADMIT,
                                "        - convertBodyTo: {type: java.lang.String}\n" + ADMIT)
                        .says("would not be kept as it came"),
                edit("a duplicate that is not summed up")
                        .in(
                                INTAKE,
                                "bean: {ref: deliveryResults, method: duplicate}",
                                "log: duplicate")
                        .says("without a word"),
                edit("begin left out")
                        .without(
                                INTAKE,
                                "                - bean: {ref: portFailover, method: begin}")
                        .says("portFailover, method: begin"),
                edit("accepted left out")
                        .without(
                                INTAKE,
                                "                - bean: {ref: seenEvents, method: accepted}")
                        .says("seenEvents, method: accepted"),
                edit("accepted before it is sent")
                        .in(
                                INTAKE,
                                "                - to: direct:deliver\n"
                                        + "                - bean: {ref: seenEvents, method:"
                                        + " accepted}\n",
                                "                - bean: {ref: seenEvents, method: accepted}\n"
                                        + "                - to: direct:deliver\n")
                        .says("the relay has not taken the mail"),
                edit("the circuit not told of success")
                        .without(
                                INTAKE,
                                "                - bean: {ref: relayCircuit, method: accepted}")
                        .says("relayCircuit, method: accepted"),
                edit("duplicates are sent")
                        .in(INTAKE, "ref: duplicate", "simple: \"${body} == null\"")
                        .says("`duplicate` does not hold"),
                edit("the body replaced before the pass")
                        .in(
                                INTAKE,
                                "                - bean: {ref: portFailover, method: begin}",
                                "                - setBody: {constant: hello}\n"
                                        + "                - bean: {ref: portFailover, method: begin}")
                        .says("not the delivery"),
                edit("the body replaced after the pass began")
                        .in(
                                INTAKE,
                                "                - to: direct:deliver\n",
                                "                - setBody: {constant: hello}\n"
                                        + "                - to: direct:deliver\n")
                        .says("not the delivery"),
                edit("the body replaced before it is reported")
                        .in(INTAKE, LAST, "        - setBody: {constant: hello}\n" + LAST)
                        .says("not the delivery"),
                edit("delivered by many")
                        .in(
                                INTAKE,
                                "                - to: direct:deliver\n",
                                "                - multicast:\n"
                                        + "                    steps:\n"
                                        + "                      - to: direct:deliver\n"
                                        + "                      - to: log:copy\n")
                        .says("multicast: its steps"),
                edit("delivered twice")
                        .in(
                                INTAKE,
                                "                - to: direct:deliver\n",
                                "                - to: direct:deliver\n                - to:"
                                        + " direct:deliver\n")
                        .says("sent twice"),
                edit("its failures swallowed")
                        .in(
                                INTAKE,
                                "                - to: direct:deliver\n",
                                """
                                                - doTry:
                                                    steps:
                                                      - to: direct:deliver
                                                    doCatch:
                                                      - exception: [java.lang.Exception]
                                                        steps:
                                                          - log: never mind
                                """)
                        .says("the relay has not taken the mail"));
    }

    private static Edit step(String bean, String method) {
        return edit(method + " left out")
                .without(INTAKE, "        - bean: {ref: %s, method: %s}".formatted(bean, method))
                .says("%s, method: %s".formatted(bean, method));
    }

    private static Stream<Edit> ports() {
        return Stream.of(
                failover("exception: [java.lang.Exception]").says("is no trouble of the port"),
                failover(
                                "exception: [dev.waypost.classify.PortUnavailable,"
                                        + " dev.waypost.classify.TransientFailure]")
                        .says("TransientFailure is no trouble"),
                failover("roundRobin: false").says("no list of exceptions"),
                failover(PORTS.strip() + "\n              sticky: true").says("sticky: true"),
                failover(PORTS.strip() + "\n              roundRobin: true")
                        .says("roundRobin: true"),
                failover(PORTS.strip() + "\n              maximumFailoverAttempts: 1")
                        .says("before the last of 3 ports"),
                failover(PORTS.strip() + "\n              maximumFailoverAttempts: two")
                        .says("two"),
                edit("another balancer")
                        .in(
                                RELAY,
                                "            failoverLoadBalancer:\n" + PORTS + "\n",
                                "            roundRobinLoadBalancer: {}\n")
                        .says("does not go on to the next port"),
                edit("ports one after the other")
                        .in(
                                RELAY,
                                "        - loadBalance:",
                                "        - to: " + FIRST_PORT + "\n        - loadBalance:")
                        .says("sent twice"),
                edit("failures handled behind the failover")
                        .in(
                                RELAY,
                                "    from:\n",
                                "    errorHandler: {deadLetterChannel: {deadLetterUri:"
                                        + " \"log:dead\"}}\n"
                                        + "    from:\n")
                        .says("stands in the way"),
                edit("outcomes behind the failover")
                        .in(RELAY, "    from:\n", "    routeConfigurationId: outcomes\n    from:\n")
                        .says("would handle a failure"),
                edit("no encryption")
                        .in(RELAY, FIRST_PORT, FIRST_PORT + "?mail.smtp.starttls.enable=false")
                        .says("TLS"),
                edit("any certificate")
                        .in(RELAY, FIRST_PORT, FIRST_PORT + "?mail.smtp.ssl.trust=*")
                        .says("TLS"),
                edit("a port's placeholder is misspelt, and has a default")
                        .in(
                                RELAY,
                                FIRST_PORT,
                                "smtp:{{waypost.relay.host}}:{{waypost.relay.submision-port:25}}")
                        .says("did you mean waypost.relay.submission-port?"),
                edit("no relay port")
                        .in(RELAY, FIRST_PORT, "smtp:{{waypost.relay.host}}:{{waypost.relay.port}}")
                        .says("{{waypost.relay.port}} has no value"));
    }

    private static Edit failover(String options) {
        return edit(options.strip()).in(RELAY, PORTS.strip(), options);
    }

    private static Stream<Edit> reports() {
        return Stream.of(
                edit("defered")
                        .in(REPORT, "ref: deferred", "ref: defered")
                        .says("did you mean deferred?"),
                edit("a condition asked of the exchange")
                        .in(REPORT, "ref: deadLettered", "exchangeProperty: deadLettered")
                        .says("ask for `ref: deadLettered`"),
                edit("the event asked of the exchange")
                        .in(
                                INTAKE,
                                "                - to: direct:deliver\n",
                                "                - filter:\n"
                                        + "                    simple:"
                                        + " \"${exchangeProperty.event} contains 'shop'\"\n"
                                        + "                    steps:\n"
                                        + "                      - log: shop\n"
                                        + "                - to: direct:deliver\n")
                        .says("ask the delivery for it: `${body.event}`"),
                edit("an unclosed condition")
                        .in(REPORT, "ref: statusDue", "simple: \"${body.statusDue\"")
                        .says("never closed"),
                edit("a condition that never holds")
                        .in(REPORT, "ref: deadLettered", "constant: \"false\"")
                        .says("a rejected mail would leave no trace"),
                edit("the deferred not written")
                        .in(REPORT, "- to: direct:report-deferred", "- log: nothing is put off")
                        .says("would be lost"),
                edit("failed writing that is swallowed")
                        .without(
                                REPORT,
                                "                  - bean: {ref: unwrittenReports, method:"
                                        + " remember}")
                        .says("would be lost"),
                edit("status that is given up")
                        .in(REPORT, "maximumRedeliveries: -1", "maximumRedeliveries: 3")
                        .says("it would be sent again"),
                edit("no status")
                        .in(REPORT, "- to: direct:report-status", "- log: nothing is told")
                        .says("nobody would hear"),
                edit("no retry record made")
                        .without(REPORT, "        - bean: {ref: retryRecord, method: write}")
                        .says(REPORT),
                edit("no dead letter made")
                        .without(REPORT, "        - bean: {ref: deadLetter, method: write}")
                        .says("which Waypost alone writes"),
                edit("dead letters to the status topic")
                        .in(REPORT, "{{waypost.topic}}.dead-letter", "{{waypost.topic}}.status")
                        .says("the dead letter would be written to"),
                edit("marks of its own")
                        .in(
                                REPORT,
                                "        - to: direct:write-status\n",
                                "        - setHeader: {name: waypost-accepted, constant: x}\n"
                                        + "        - to: direct:write-status\n")
                        .says("waypost-accepted"),
                edit("dead letters unacknowledged")
                        .in(
                                REPORT,
                                ".dead-letter\n            parameters:\n",
                                ".dead-letter\n            parameters:\n"
                                        + "              requestRequiredAcks: 0\n")
                        .says("a mail could be lost though it was written"),
                edit("status in a wire tap")
                        .in(
                                REPORT,
                                "- to: direct:report-status",
                                "- wireTap: {uri: direct:report-status}")
                        .says("nobody waits"),
                edit("headers removed from what is kept")
                        .in(
                                REPORT,
                                "        - bean: {ref: deadLetter, method: write}\n",
                                "        - bean: {ref: deadLetter, method: write}\n"
                                        + "        - removeHeaders: {pattern: \"*\"}\n")
                        .says("would be gone"),
                edit("a report that is skipped").in(INTAKE, LAST, DONE).says("nobody would hear"));
    }

    private static Stream<Edit> outcomes() {
        return Stream.of(
                edit("a report left out of an outcome")
                        .in(
                                OUTCOMES,
                                "            - bean: {ref: deliveryResults, method: refuse}\n"
                                        + "            - to: direct:report\n",
                                "            - bean: {ref: deliveryResults, method: refuse}\n")
                        .says("done is said on a way without"),
                edit("a halt that is reported")
                        .in(
                                OUTCOMES,
                                "            - bean: {ref: relayCircuit, method: halt}\n"
                                        + "            - bean: {ref: inFlightWindow, method:"
                                        + " release}\n",
                                "            - bean: {ref: deliveryResults, method: conclude}\n"
                                        + "            - to: direct:report\n"
                                        + "            - bean: {ref: inFlightWindow, method: done}\n")
                        .says("RelayHalted says nothing about this mail"),
                edit("a halt that the circuit does not hear of")
                        .without(OUTCOMES, "            - bean: {ref: relayCircuit, method: halt}")
                        .says("the circuit is not told of RelayHalted"),
                edit("shut ports that the circuit does not hear of")
                        .without(
                                OUTCOMES,
                                "            - bean: {ref: relayCircuit, method: unreachable}")
                        .says("the circuit is not told of PortUnavailable"),
                edit("unknown is permanent")
                        .in(OUTCOMES, "method: unexpected", "method: refuse")
                        .says("use deliveryResults.unexpected"),
                edit("every shut port is a broken-off mail")
                        .without(OUTCOMES, "          onWhen: {ref: brokenOff}")
                        .says("PortUnavailable says nothing about this mail"),
                edit("failures that go on")
                        .in(
                                OUTCOMES,
                                "handled: {constant: \"true\"}",
                                "continued: {constant: \"true\"}")
                        .says("continued"),
                edit("failures tried again at once")
                        .in(
                                OUTCOMES,
                                "          handled: {constant: \"true\"}",
                                "          redeliveryPolicy: {maximumRedeliveries: 3}\n"
                                        + "          handled: {constant: \"true\"}")
                        .says("run again at once"),
                edit("outcomes without an id")
                        .without(OUTCOMES, "    id: outcomes")
                        .says("without an id applies to every route"),
                edit("outcomes not named")
                        .without(INTAKE, "    routeConfigurationId: outcomes")
                        .says("nothing handles"),
                edit("no error handler")
                        .without(INTAKE, "    errorHandler: {defaultErrorHandler: {}}")
                        .says("deals with no failure"),
                edit("an exception that is none")
                        .in(OUTCOMES, "dev.waypost.classify.RelayHalted", "dev.waypost.RelayHalted")
                        .says("there is no exception dev.waypost.RelayHalted"),
                edit("a method that is none")
                        .in(OUTCOMES, "method: brokenOff", "method: brokeOff")
                        .says("brokeOff"),
                edit("a bean that is none")
                        .in(
                                OUTCOMES,
                                "ref: deliveryResults, method: refuse",
                                "ref: verdict, method: refuse")
                        .says("verdict"),
                edit("a record of another lane that is not written")
                        .in(
                                REPORT,
                                """
                                              - filter:
                                                  ref: misplaced
                                                  steps:
                                                    - to: direct:report-misplaced
                                """,
                                "")
                        .says("laneChange.write"),
                edit("a record of another lane in the status topic")
                        .in(REPORT, "${body.laneTopic}", "{{waypost.topic}}.status")
                        .says("record of another lane would be written to outbound-mail.status"),
                edit("a record of another lane that is carried here too")
                        .in(
                                INTAKE,
                                "ref: misplaced\n            steps:\n"
                                        + "              - to: direct:report-record\n"
                                        + "              - bean: {ref: inFlightWindow, method: done}\n"
                                        + "              - stop: {}",
                                "ref: misplaced\n            steps:\n"
                                        + "              - to: direct:report-record\n"
                                        + "              - bean: {ref: inFlightWindow, method: done}")
                        .says("has its ending already"),
                edit("a route that is not started")
                        .in(
                                INTAKE,
                                "    id: carry-mail\n",
                                "    id: carry-mail\n    autoStartup: false\n")
                        .says("is not started"));
    }
}
