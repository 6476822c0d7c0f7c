package dev.waypost.ops.routes.rule;

import static dev.waypost.ops.routes.Edit.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.ops.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who writes routes on a JVM learns what the native executable would make of them. */
class NativeRuleTest {

    private static final String OWN =
            """
            - route:
                id: ours
                description: A route of our own.
                from:
                  uri: timer:ours
                  steps:
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.nio.file.AccessDeniedException",
                "java.util.zip.ZipException",
                "org.apache.camel.FailedToStartRouteException"
            })
    void a_class_that_only_the_jvm_knows_is_warned_of(String name, @TempDir Path folder) {
        List<Finding> findings =
                edit("ours")
                        .in("50-ours.camel.yaml", "", OWN + caught(name))
                        .done(folder)
                        .findings();

        assertThat(findings)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.isError()).isFalse();
                            assertThat(finding.subject()).endsWith("50-ours.camel.yaml");
                            assertThat(finding.line()).isPositive();
                            assertThat(finding.toString())
                                    .contains("the native executable does not know " + name)
                                    .contains("docs/native.md");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.io.IOException",
                "java.util.concurrent.TimeoutException",
                "jakarta.mail.internet.AddressException",
                "dev.waypost.classify.TransientFailure"
            })
    void a_class_that_both_know_is_fine(String name, @TempDir Path folder) {
        assertThat(
                        edit("ours")
                                .in("50-ours.camel.yaml", "", OWN + caught(name))
                                .done(folder)
                                .findings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aggregate", "throwException", "beans"})
    void each_place_that_names_a_class_is_looked_at(String place, @TempDir Path folder) {
        String step =
                switch (place) {
                    case "aggregate" ->
                            "        - aggregate:\n"
                                    + "            aggregationStrategy:"
                                    + " \"#class:org.apache.camel.processor.ClaimCheckAggregationStrategy\"\n"
                                    + "            completionSize: 2\n"
                                    + "            correlationExpression: {constant: {expression:"
                                    + " one}}\n"
                                    + "            steps:\n"
                                    + "              - log: two\n";
                    case "throwException" ->
                            "        - throwException: {exceptionType:"
                                    + " java.util.zip.ZipException, message: no}\n";
                    default ->
                            "        - log: one\n- beans:\n    - {name: ours, type:"
                                    + " java.util.BitSet}\n";
                };

        assertThat(edit("ours").in("50-ours.camel.yaml", "", OWN + step).done(folder).findings())
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .contains("the native executable does not know");
    }

    private static String caught(String name) {
        return "        - doTry:\n"
                + "            steps:\n"
                + "              - log: one\n"
                + "            doCatch:\n"
                + "              - exception: ["
                + name
                + "]\n"
                + "                steps:\n"
                + "                  - log: two\n";
    }
}
