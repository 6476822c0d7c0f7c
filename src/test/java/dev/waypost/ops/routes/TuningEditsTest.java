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

/**
 * Edits by somebody who tunes: options of clients and queues, amounts, ports, what an expression
 * asks for. Beside what would stall or fail each mail stands what is like it and harmless.
 */
class TuningEditsTest {

    private static final String GROUP = "        groupId: \"{{waypost.group}}\"\n";
    private static final String CODEC = "              compressionCodec: gzip\n";
    private static final String SEDA = "seda:carry?waitForTaskToComplete=Never&blockWhenFull=true";
    private static final String FIRST =
            "smtp:{{waypost.relay.host}}:{{waypost.relay.submission-port}}";
    private static final String SECOND =
            "smtp:{{waypost.relay.host}}:{{waypost.relay.alternate-port}}";
    private static final String LAST =
            "smtps:{{waypost.relay.host}}:{{waypost.relay.implicit-tls-port}}";

    @ParameterizedTest
    @MethodSource("harmful")
    void what_would_stall_or_fail_mails_is_named_at_its_line(Edit edit, @TempDir Path folder) {
        assertThat(edit.namedIn(folder, ".camel.yaml")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void what_harms_nothing_is_not_refused(Edit edit, @TempDir Path folder) {
        assertThat(edit.done(folder).findings()).isEmpty();
    }

    static Stream<Edit> harmful() {
        return Stream.of(clients(), queues(), amounts(), asked(), ports(), ways(), loops())
                .flatMap(edits -> edits);
    }

    private static Stream<Edit> clients() {
        return Stream.of(
                consumer("maxPollRecords: 0").says("max.poll.records"),
                consumer("heartbeatIntervalMs: 60000").says("less than sessionTimeoutMs"),
                consumer("sessionTimeoutMs: 1000").says("lets no such consumer in"),
                consumer("pollTimeoutMs: 3600000").says("nothing is committed"),
                consumer("partitionAssignor: org.example.Mine").says("org.example.Mine"),
                consumer("additionalProperties.max.poll.interval.ms: 1000")
                        .says("taken away between two polls"),
                consumer(
                                "additionalProperties.key.deserializer:"
                                        + " org.apache.kafka.common.serialization.StringDeserializer")
                        .says("byte for byte"),
                consumer("additionalProperties.session.timeout.ms: soon").says("soon"),
                edit("a codec that is none")
                        .in(REPORT, "compressionCodec: gzip", "compressionCodec: gzp")
                        .says("gzp"),
                producer("compressionCode: gzip").says("there is no option compressionCode"),
                producer("lingerMs: 600000").says("would stay in flight"),
                producer("additionalProperties.max.request.size: 1000")
                        .says("could not be written"),
                producer("workerPoolCoreSize: 5\n              workerPoolMaxSize: 2")
                        .says("workerPoolCoreSize is more"));
    }

    private static Stream<Edit> queues() {
        return Stream.of(
                edit("no worker")
                        .in(INTAKE, "\"{{waypost.delivery.workers}}\"", "0")
                        .says("nobody would take records"),
                edit("an answer from the queue")
                        .in(
                                INTAKE,
                                "- to: " + SEDA,
                                "- to: {uri: \"seda:carry?blockWhenFull=true\", pattern: InOut}")
                        .says("wait for each mail"),
                beforeDelivery(
                                "threads that refuse",
                                "- threads: {poolSize: 1, maxQueueSize: 1, rejectedPolicy: Abort}")
                        .says("finds no room"));
    }

    private static Stream<Edit> amounts() {
        return Stream.of(
                beforeDelivery("no mail a second", "- throttle: {constant: \"0\"}")
                        .says("`0` is no rate"),
                beforeDelivery("a word for a rate", "- throttle: {simple: \"{{mail.rate:none}}\"}")
                        .says("`none` is no rate"),
                beforeDelivery(
                                "a throttle that refuses",
                                "- throttle: {constant: \"1\", rejectExecution: \"true\"}")
                        .says("finds no room"),
                beforeDelivery("a delay in words", "- delay: {constant: \"an hour\"}")
                        .says("`an hour` is no number"));
    }

    private static Stream<Edit> asked() {
        return Stream.of(
                asks("${body.event.strem} == 'bulk'").says("did you mean stream"),
                asks("${body?.envelop} == null").says("did you mean envelope"),
                asks("${body.event.from.adress} == 'a'").says("there is no adress"),
                edit("a condition that the delivery does not answer itself")
                        .in(REPORT, "ref: deferred", "simple: \"${body.deferred} == true\"")
                        .says("`ref: deferred`"),
                beforeDelivery("a log that asks for nothing", "- log: \"${body.evnt}\"")
                        .says("did you mean event"),
                beforeDelivery(
                                "the delivery is no document",
                                "- filter: {jsonpath: \"$.stream\", steps: [{log: x}]}")
                        .says("as a document"),
                edit("a word that is told something")
                        .in(INTAKE, "method: open}", "method: \"open(${header.x})\"}")
                        .says("asks for nothing but the delivery"));
    }

    private static Stream<Edit> ports() {
        return Stream.of(
                edit("implicit TLS by STARTTLS")
                        .in(RELAY, LAST, LAST.replace("smtps", "smtp"))
                        .says("TLS from the first byte"),
                edit("465 by STARTTLS")
                        .in(RELAY, LAST, "smtp:{{waypost.relay.host}}:465")
                        .says("TLS from the first byte"),
                edit("STARTTLS by implicit TLS")
                        .in(RELAY, FIRST, FIRST.replace("smtp:", "smtps:"))
                        .says("begins without TLS"),
                edit("a port twice").in(RELAY, SECOND, FIRST).says("is listed twice"),
                edit("a copy by the URI")
                        .in(RELAY, FIRST, FIRST + "?bcc=all@example.org")
                        .says("would do nothing"),
                template("a template's parameter misspelt", "port", "nummer").says("number"),
                template("a template that is none", "prt", "number").says("prt"));
    }

    private static Stream<Edit> ways() {
        return Stream.of(
                beforeDelivery(
                                "every mail fails",
                                "- throwException: {exceptionType: java.lang.Exception}")
                        .says("no mail comes past"),
                edit("a failure behind the delivery")
                        .in(
                                INTAKE,
                                DELIVER,
                                DELIVER
                                        + "                - throwException: {exceptionType:"
                                        + " java.lang.IllegalStateException}\n")
                        .says("no mail comes past"),
                beforeDelivery("a body from a file", "- poll: {uri: \"file:/tmp/x\", timeout: 10}")
                        .says("holds something else"),
                edit("the carriage is tried again")
                        .in(
                                INTAKE,
                                "{defaultErrorHandler: {}}",
                                "{defaultErrorHandler: {redeliveryPolicy: {maximumRedeliveries: 3}}}")
                        .says("run again at once"),
                edit("somebody else has unexpected failures")
                        .in(INTAKE, "Id: outcomes", "Id: \"*\"")
                        .in(
                                OWN,
                                "",
                                "- routeConfiguration: {id: mine, onException: [{onException:"
                                        + " {exception: [java.lang.RuntimeException], handled:"
                                        + " {constant: \"true\"}, steps: [{log: x}]}}]}\n")
                        .says("without done or release"));
    }

    private static Stream<Edit> loops() {
        String accept = Edit.text(INTAKE);
        accept =
                accept.substring(
                        accept.indexOf("- route"), accept.indexOf("- route:\n    id: accept-high"));
        return Stream.of(
                edit("mails are carried twice")
                        .in(
                                OWN,
                                "",
                                accept.replace("accept-mail", "again")
                                        .replace("{{waypost.group}}", "again"))
                        .says("carried twice"),
                ownRoute(
                                "dead letters become mails",
                                "kafka:{{waypost.topic}}.dead-letter?groupId=own",
                                "- to: kafka:{{waypost.topic}}")
                        .says("without end"),
                ownRoute(
                                "mails become mails",
                                "kafka:{{waypost.topic}}?groupId=own",
                                "- to: kafka:{{waypost.topic}}")
                        .says("without end"));
    }

    static Stream<Edit> harmless() {
        return Stream.of(
                consumer("maxPollRecords: 16"),
                consumer("sessionTimeoutMs: 30000"),
                consumer("additionalProperties.client.rack: a"),
                consumer("additionalProperties.max.poll.interval.ms: 600000"),
                producer("lingerMs: 20"),
                producer("deliveryTimeoutMs: 180000"),
                producer("additionalProperties.acks: all"),
                edit("another codec")
                        .in(REPORT, "compressionCodec: gzip", "compressionCodec: zstd"),
                edit("parameters written out")
                        .in(
                                INTAKE,
                                "uri: kafka:{{waypost.topic}}\n      parameters:\n",
                                "uri: kafka\n      parameters:\n        topic: \"{{waypost.topic}}\"\n"),
                edit("eight workers").in(INTAKE, "\"{{waypost.delivery.workers}}\"", "8"),
                edit("tries as a setting")
                        .in(REPORT, "Redeliveries: -1", "Redeliveries: \"{{tries:-1}}\""),
                edit("anything thrown")
                        .in(OUTCOMES, "[java.lang.Exception]", "[java.lang.Throwable]"),
                edit("smaller polls of retries")
                        .in(
                                RETRY,
                                "topicIsPattern: true",
                                "topicIsPattern: true\n        maxPollRecords: 4"),
                edit("another port with implicit TLS")
                        .in(
                                RELAY,
                                "- to: " + LAST,
                                "- to: "
                                        + LAST
                                        + "\n              - to: smtps:{{waypost.relay.host}}:2465"),
                edit("another host").in(RELAY, LAST, "smtp:backup.example.org:587"),
                template("a template", "port", "number"),
                beforeDelivery("a rate as a setting", "- throttle: {simple: \"{{mail.rate:10}}\"}"),
                beforeDelivery(
                        "two by two", "- throttle: {constant: \"2\", mode: ConcurrentRequests}"),
                beforeDelivery("threads", "- threads: {poolSize: 4, maxPoolSize: 8}"),
                beforeDelivery(
                        "what a delivery can be asked",
                        "- log: \"${body.event.subject} ${body?.event?.stream} ${body.recipients.size}"
                                + " ${body.recipients[0]} ${body.record} ${bodyAs(String)}\""),
                beforeDelivery(
                        "each recipient",
                        "- split: {simple: \"${body.event.to}\", steps: [{log: \"${body.address}\"}]}"),
                beforeDelivery(
                        "a failure for some",
                        "- filter: {simple: \"${body.event.stream} == 'x'\", steps: [{throwException:"
                                + " {exceptionType: dev.waypost.classify.TransientFailure}}]}"),
                ownRoute(
                        "news of a rejected mail",
                        "kafka:{{waypost.topic}}.status?groupId=crm",
                        "- filter: {jsonpath: \"$[?(@.status=='rejected')]\", steps: [{setBody: {constant:"
                                + " x}}, {to: \"kafka:{{waypost.topic}}\"}]}"),
                ownRoute(
                        "a mail of its own",
                        "timer:t?period=86400000",
                        "- to: smtp:{{waypost.relay.host}}:587?to=ops@example.org&subject=alive"));
    }

    private static Edit consumer(String option) {
        return edit("consumer " + option).in(INTAKE, GROUP, GROUP + "        " + option + "\n");
    }

    private static Edit producer(String option) {
        return edit("producer " + option)
                .in(REPORT, CODEC, CODEC + "              " + option + "\n");
    }

    private static Edit asks(String condition) {
        return beforeDelivery(
                condition, "- filter: {simple: \"%s\", steps: [{log: x}]}".formatted(condition));
    }

    private static Edit template(String what, String ref, String parameter) {
        return edit(what)
                .in(RELAY, FIRST, "direct:one")
                .in(
                        OWN,
                        "",
                        """
                        - routeTemplate:
                            id: port
                            description: A port.
                            parameters: [{name: number}]
                            from:
                              uri: direct:one
                              steps:
                                - to: smtp:{{waypost.relay.host}}:{{number}}
                        - templatedRoute:
                            routeTemplateRef: %s
                            routeId: one
                            parameters: [{name: %s, value: "587"}]
                        """
                                .formatted(ref, parameter));
    }
}
