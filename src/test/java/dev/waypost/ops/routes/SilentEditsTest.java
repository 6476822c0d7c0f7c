package dev.waypost.ops.routes;

import static dev.waypost.ops.routes.Edit.DELIVER;
import static dev.waypost.ops.routes.Edit.INTAKE;
import static dev.waypost.ops.routes.Edit.OUTCOMES;
import static dev.waypost.ops.routes.Edit.RELAY;
import static dev.waypost.ops.routes.Edit.REPORT;
import static dev.waypost.ops.routes.Edit.edit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits after which no log and no metric would say what is missing: records passed over, late. */
class SilentEditsTest {

    private static final String PAUSABLE = "        - pausable:\n";
    private static final String QUEUE =
            "              - to: seda:carry?waitForTaskToComplete=Never&blockWhenFull=true\n";
    private static final String GROUP = "        groupId: \"{{waypost.group}}\"\n";
    private static final String DEAD_LETTERS =
            "            uri: kafka:{{waypost.topic}}.dead-letter\n            parameters:\n";
    private static final String FIRST =
            "smtp:{{waypost.relay.host}}:{{waypost.relay.submission-port}}";
    private static final String SKIPS =
            "        - filter: {simple: \"${header.test} == 'true'\", steps: [{stop: {}}]}\n";
    private static final String ASK = "        - bean: {ref: laneChange, method: ask}\n";

    @ParameterizedTest
    @MethodSource("harmful")
    void what_would_happen_in_silence_is_named_at_its_line(Edit edit, @TempDir Path folder) {
        assertThat(edit.namedIn(folder, ".camel.yaml")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void what_is_like_it_and_harmless_is_not_refused(Edit edit, @TempDir Path folder) {
        assertThat(edit.done(folder).findings()).isEmpty();
    }

    @Test
    void a_lane_that_nobody_asks_for_is_named_where_there_are_lanes(@TempDir Path folder) {
        Edit edit = edit("no lane asked for").in(INTAKE, ASK, "");

        assertThat(edit.done(folder).findings()).isEmpty();
        assertThat(RouteFolder.at(folder).set("waypost.lanes", "high,bulk").lines())
                .anyMatch(line -> line.contains("its priority would say nothing"));
    }

    static Stream<Edit> harmful() {
        return Stream.of(
                edit("records stopped before they are admitted")
                        .in(INTAKE, PAUSABLE, SKIPS + PAUSABLE)
                        .says("passed over"),
                edit("only some records come to the window")
                        .in(
                                INTAKE,
                                "        - filter:\n            method: {ref: inFlightWindow",
                                "        - idempotentConsumer: {header: id, idempotentRepository:"
                                        + " \"#class:org.apache.camel.support.processor.idempotent"
                                        + ".MemoryIdempotentRepository\", steps: [{stop: {}}]}\n"
                                        + "        - filter:\n"
                                        + "            method: {ref: inFlightWindow")
                        .says("passed over"),
                edit("a copy on the polling thread")
                        .in(INTAKE, QUEUE, "              - to: kafka:audit\n" + QUEUE)
                        .says("would wait for the broker"),
                edit("mails of another broker")
                        .in(INTAKE, GROUP, GROUP + "        brokers: other:9092\n")
                        .says("not be at one place"),
                edit("dead letters on another broker")
                        .in(
                                REPORT,
                                DEAD_LETTERS,
                                DEAD_LETTERS + "              brokers: other:9092\n")
                        .says("not be at one place"),
                edit("reports that wait for nothing")
                        .in(REPORT, "lingerMs: 5", "lingerMs: 5\n              maxBlockMs: 0")
                        .says("before a broker could answer"),
                edit("an option in half of its spelling")
                        .in(
                                INTAKE,
                                GROUP,
                                GROUP
                                        + "        additionalProperties.max-poll-interval.ms:"
                                        + " 600000\n")
                        .says("did you mean max.poll.interval.ms"),
                edit("one topic for every backoff")
                        .in(REPORT, "${body.result.backoff}", "later")
                        .says("would wait in outbound-mail.retry.later"),
                edit("status tried again tomorrow")
                        .in(REPORT, "redeliveryDelay: \"1000\"", "redeliveryDelay: \"86400000\"")
                        .says("would stay in flight so long"),
                edit("status tried again more and more seldom")
                        .in(
                                REPORT,
                                "maximumRedeliveryDelay: \"30000\"",
                                "maximumRedeliveryDelay: \"3600000\"")
                        .says("would stay in flight so long"),
                edit("nobody is told of a status that cannot be written")
                        .in(REPORT, "        onRedeliveryRef: unwrittenReports\n", "")
                        .says("nobody would hear"),
                edit("an error is the end of a mail")
                        .in(
                                OUTCOMES,
                                "    onException:\n",
                                "    onException:\n"
                                        + "      - onException: {exception: [java.lang.Throwable],"
                                        + " handled: {constant: \"true\"}, steps: [{bean: {ref:"
                                        + " inFlightWindow, method: done}}]}\n")
                        .says("nothing is written about the mail"),
                edit("a name without its password")
                        .in(RELAY, FIRST, FIRST + "?username=shop")
                        .says("half a login"));
    }

    static Stream<Edit> harmless() {
        return Stream.of(
                edit("a condition that every mail has to meet")
                        .in(
                                INTAKE,
                                DELIVER,
                                "                - validate: {simple: \"${body} != null\"}\n"
                                        + DELIVER),
                edit("a log of every poll")
                        .in(
                                INTAKE,
                                PAUSABLE,
                                PAUSABLE.replace(
                                        "- pausable", "- log: came in\n        - pausable")),
                edit("a tap of every record")
                        .in(
                                INTAKE,
                                QUEUE,
                                "              - wireTap: {uri: \"kafka:audit\"}\n" + QUEUE),
                edit("an option of a plug-in")
                        .in(
                                INTAKE,
                                GROUP,
                                GROUP + "        additionalProperties.acme.tracing: \"on\"\n"),
                edit("status tried again sooner")
                        .in(REPORT, "redeliveryDelay: \"1000\"", "redeliveryDelay: \"200\""),
                edit("an error is put off like any failure")
                        .in(OUTCOMES, "[java.lang.Exception]", "[java.lang.Throwable]"),
                edit("a login of its own")
                        .in(RELAY, FIRST, FIRST + "?username=shop&password=RAW(s3cret)"));
    }
}
