package dev.waypost.ops.routes.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the check says of folders that are hardly routes, and how it says it. */
class RouteCheckTest {

    @TempDir Path folder;
    private RouteFolder routes;

    @BeforeEach
    void copy() {
        routes = RouteFolder.copiedTo(folder);
    }

    @Test
    void a_finding_is_one_line_with_file_and_line_and_what_to_do() {
        routes.with(
                "50-own.camel.yaml",
                """
                - route:
                    id: a
                    description: A.
                    from:
                      uri: direct:a
                      steps:
                        - to: direct:nowhere
                        - bean: {ref: deliveryResults, method: concluded}
                """);

        assertThat(routes.lines())
                .hasSize(2)
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "50-own.camel.yaml:7: error: no route begins with"
                                                        + " direct:nowhere; mend the name"))
                .contains(
                        "50-own.camel.yaml:8: error: the bean deliveryResults has no method concluded; did"
                                + " you mean conclude?");
    }

    @Test
    void two_routes_of_one_id_in_two_files_are_found() {
        String route =
                "- route: {id: a, description: A., from: {uri: \"timer:%s\", steps: [{log: x}]}}\n";
        routes.with("50-own.camel.yaml", route.formatted("a"));
        routes.with("51-own.camel.yaml", route.formatted("b"));

        assertThat(routes.lines())
                .containsExactly(
                        "51-own.camel.yaml:1: error: the id a is taken already, in"
                                + " 50-own.camel.yaml; give one of the two another id");
    }

    @Test
    void a_route_without_an_id_is_found_and_one_without_a_description_is_a_warning() {
        routes.with(
                "50-own.camel.yaml",
                """
                - from:
                    uri: timer:a
                    steps:
                      - log: a
                - route:
                    id: b
                    from:
                      uri: timer:b
                      steps:
                        - log: b
                """);

        assertThat(routes.findings())
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.ERROR, Finding.Severity.WARNING);
    }

    @Test
    void a_template_is_seen_as_the_routes_that_are_made_from_it() {
        routes.with(
                "50-own.camel.yaml",
                """
                - routeTemplate:
                    id: copy
                    description: Copies.
                    parameters:
                      - {name: where, required: true}
                    route:
                      description: Copies.
                      from:
                        uri: timer:{{where}}
                        steps:
                          - to: direct:{{where}}
                - templatedRoute:
                    routeTemplateRef: copy
                    routeId: own
                    parameters:
                      - {name: where, value: nowhere}
                """);

        assertThat(routes.lines())
                .singleElement()
                .asString()
                .startsWith("50-own.camel.yaml:11: error: no route begins with direct:nowhere");
    }

    @Test
    void files_that_are_no_routes_are_each_told_in_one_line_with_their_name() {
        routes.with("50-empty.camel.yaml", "");
        routes.with("51-text.camel.yaml", "hello\n");
        routes.with("52-map.camel.yaml", "apiVersion: v1\nkind: ConfigMap\n");
        routes.with("53-broken.camel.yaml", "- route:\n    id: [a\n");
        routes.with("54-large.camel.yaml", "# " + "x".repeat(10 << 20));

        assertThat(routes.lines())
                .hasSize(5)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .matches("5\\d-\\w+\\.camel\\.yaml:\\d+: error: .+; .+"));
    }

    @Test
    void a_list_of_no_routes_is_told_with_the_line_by_camels_loader() {
        routes.with("50-list.camel.yaml", "- a\n- b\n");

        assertThat(routes.lines())
                .singleElement()
                .asString()
                .startsWith("50-list.camel.yaml:1: error: ");
    }

    @Test
    void a_file_that_cannot_be_read_is_told() throws IOException {
        Path secret = folder.resolve("50-own.camel.yaml");
        Files.writeString(secret, "- from: {uri: \"timer:a\", steps: [{log: a}]}");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(secret), "this user may read everything");

        assertThat(routes.lines())
                .singleElement()
                .asString()
                .startsWith("50-own.camel.yaml:1: error: this file cannot be read");
    }

    @Test
    void links_that_lead_in_a_circle_are_told() throws IOException {
        Files.createSymbolicLink(folder.resolve("50-own.camel.yaml"), Path.of("51-own.camel.yaml"));
        Files.createSymbolicLink(folder.resolve("51-own.camel.yaml"), Path.of("50-own.camel.yaml"));

        assertThat(routes.lines())
                .hasSize(2)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "5[01]-own\\.camel\\.yaml:1: error: this file"
                                                        + " cannot be read: it is a symbolic"
                                                        + " link.+; .+"));
    }

    @Test
    void a_step_that_camel_does_not_know_is_told() {
        routes.with(
                "50-own.camel.yaml",
                "- route:\n    id: own\n    from:\n      uri: timer:a\n      steps:\n        - lgo: x\n");

        assertThat(routes.lines())
                .singleElement()
                .asString()
                .startsWith("50-own.camel.yaml:6: error: ")
                .contains("lgo");
    }

    @Test
    void an_empty_folder_none_and_a_profile_that_is_not_there_are_told() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path nowhere = folder.resolve("nowhere");

        assertThat(routes.set("waypost.relay.profile", "acme").lines())
                .singleElement()
                .asString()
                .contains("no file relays/acme.camel.yaml", "use one of amazon-ses", "standard");
        assertThat(routes.set("waypost.routes", empty.toString()).lines())
                .singleElement()
                .asString()
                .contains("waypost.routes (WAYPOST_ROUTES): no *.camel.yaml file in " + empty);
        assertThat(routes.set("waypost.routes", nowhere.toString()).lines())
                .singleElement()
                .asString()
                .contains("there is no folder " + nowhere);
    }

    @Test
    void what_passes_the_check_says_nothing() {
        assertThat(routes.findings()).isEqualTo(List.of());
    }
}
