package dev.waypost.ops.routes;

import static dev.waypost.ops.routes.Routes.file;
import static dev.waypost.ops.routes.Routes.routes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.waypost.ops.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteCheckTest {

    private static final String SOUND =
            """
            - route:
                id: deliver
                description: Hand over.
                errorHandler: {noErrorHandler: {}}
                from:
                  uri: direct:deliver
                  steps:
                    - loadBalance:
                        failoverLoadBalancer:
                          exception: [dev.waypost.classify.PortUnavailable]
                        steps:
                          - to: direct:port-587
            - templatedRoute:
                routeTemplateRef: submission-port
                routeId: port-587
                parameters:
                  - {name: name, value: "587"}
                  - {name: scheme, value: smtp}
            """;

    private static final String TEMPLATE =
            """
            - routeTemplate:
                id: submission-port
                description: One port.
                parameters:
                  - {name: name, required: true}
                  - {name: scheme, required: true}
                route:
                  description: One port.
                  errorHandler: {noErrorHandler: {}}
                  from:
                    uri: direct:port-{{name}}
                    steps:
                      - bean: {ref: portDesk, method: "admit(*, '{{name}}')"}
                      - to: "{{scheme}}:{{waypost.relay.host}}:587"
            """;

    @Test
    void sound_routes_over_two_files_have_no_findings() {
        assertThat(
                        file("relays/standard.camel.yaml", SOUND)
                                .and("20.camel.yaml", TEMPLATE)
                                .findings())
                .isEmpty();
    }

    @Test
    void everything_is_found_at_once_with_file_line_and_column() {
        List<Finding> findings =
                routes(
                                """
                                - route:
                                    id: a
                                    description: A.
                                    from:
                                      uri: direct:a
                                      steps:
                                        - to: direct:nowhere
                                        - bean: {ref: nobody}
                                """)
                        .findings();

        assertThat(findings).extracting(Finding::toString).hasSize(2);
        assertThat(findings.get(0).toString())
                .startsWith("routes.camel.yaml:7:15: error: no route begins with direct:nowhere; ");
        assertThat(findings.get(1).toString())
                .startsWith("routes.camel.yaml:8:23: error: there is no bean nobody; ");
    }

    @Test
    void text_that_is_not_yaml_is_a_finding_with_its_line() {
        Finding finding = routes("- route:\n    id: [a\n    b: c\n").findings().get(0);

        assertThat(finding.message()).startsWith("not YAML: ");
        assertThat(finding.line()).isEqualTo(3);
    }

    @Test
    void errors_are_refused_with_a_line_each_and_warnings_pass() {
        Routes faulty =
                routes(step("to: direct:b")).and("b", step("to: ftp:c").replace("id: a", "id: c"));
        Routes undescribed = routes("- route: {id: a, from: {uri: direct:a}}");

        assertThatThrownBy(faulty::require)
                .isInstanceOf(FaultyRoutes.class)
                .hasMessageContaining("direct:b")
                .hasMessageContaining("\n")
                .hasMessageContaining("ftp");
        undescribed.require();
        assertThat(undescribed.messages()).containsExactly("route a has no description");
    }

    // Names

    @Test
    void what_has_no_id_is_found() {
        assertThat(
                        routes(
                                        """
                                        - from: {uri: direct:a}
                                        - route: {description: B., from: {uri: direct:b}}
                                        - routeConfiguration: {onException: []}
                                        - routeTemplate: {description: T., from: {uri: direct:t}}
                                        """)
                                .messages())
                .containsExactly(
                        "a route without a name",
                        "this route has no id",
                        "a routeConfiguration without an id applies to every route, so a failed port"
                                + " would count as a success",
                        "this routeTemplate has no id");
    }

    @Test
    void an_id_that_is_taken_in_another_file_is_found() {
        assertThat(file("a", step("log: x")).and("b", step("log: x")).messages())
                .containsExactly("the id a is taken already, in a");
    }

    @Test
    void a_template_or_configuration_that_does_not_exist_is_found() {
        assertThat(
                        routes(
                                        """
                                        - route: {id: a, description: A., routeConfigurationId: outcome, from: {uri: direct:a}}
                                        - templatedRoute: {routeId: b, routeTemplateRef: port}
                                        """)
                                .messages())
                .containsExactly(
                        "no routeConfiguration has the id outcome",
                        "no routeTemplate has the id port");
    }

    // Destinations

    @Test
    void a_seda_that_nobody_reads_is_found_in_every_way_of_writing_it() {
        assertThat(
                        List.of(
                                step("to: seda:carry?blockWhenFull=true"),
                                step("to: {uri: seda:carry}"),
                                step("to: {uri: seda, parameters: {name: carry}}"),
                                step("wireTap: {uri: seda://carry}")))
                .allSatisfy(
                        yaml ->
                                assertThat(routes(yaml).messages())
                                        .containsExactly("no route begins with seda:carry"));
    }

    @Test
    void a_destination_that_only_the_message_knows_is_left_alone() {
        assertThat(routes(step("toD: direct:${header.next}")).findings()).isEmpty();
    }

    @Test
    void a_destination_in_the_handling_of_an_error_is_looked_at_too() {
        assertThat(
                        routes(
                                        """
                                        - routeConfiguration:
                                            id: outcomes
                                            onException:
                                              - onException:
                                                  exception: [dev.waypost.classify.PortUnavailable]
                                                  steps: [{to: direct:report}]
                                        """)
                                .messages())
                .containsExactly("no route begins with direct:report");
    }

    @Test
    void a_component_outside_the_vocabulary_is_found_also_where_a_template_is_given_it() {
        assertThat(routes(step("to: ftp:example")).messages())
                .containsExactly("the component ftp is not in this artifact");
        assertThat(
                        routes(SOUND.replace("value: smtp", "value: smpt"))
                                .and("20.camel.yaml", TEMPLATE)
                                .messages())
                .containsExactly("the component smpt is not in this artifact");
    }

    // Beans

    @Test
    void a_method_that_a_bean_does_not_have_is_found_with_those_that_it_has() {
        Finding finding = routes(step("bean: {ref: portDesk, method: admitt}")).findings().get(0);

        assertThat(finding.message()).isEqualTo("the bean portDesk has no method admitt");
        assertThat(finding.advice()).isEqualTo("use one of admit, settled");
    }

    @Test
    void arguments_are_counted_and_a_comma_in_quotes_or_braces_is_none() {
        assertThat(routes(step("bean: {ref: portDesk, method: \"admit(*, 'a,b')\"}")).findings())
                .isEmpty();
        assertThat(routes(step("bean: {ref: portDesk, method: \"admit(*)\"}")).messages())
                .containsExactly("portDesk.admit does not take 1 arguments");
    }

    @Test
    void beans_are_found_missing_wherever_they_are_named() {
        assertThat(
                        List.of(
                                step("bean: {ref: nobody, method: x}"),
                                step("filter: {method: {ref: nobody, method: x}}"),
                                step("filter: {simple: \"${bean:nobody.x} == true\"}"),
                                step("pausable: {consumerListener: nobody, untilCheck: portDesk}"),
                                step("to: smtp:relay?authenticator=#nobody"),
                                step(
                                        "to: {uri: smtp:relay, parameters: {authenticator: \"#bean:nobody\"}}")))
                .allSatisfy(
                        yaml ->
                                assertThat(routes(yaml).messages())
                                        .containsExactly("there is no bean nobody"));
    }

    // Failover

    @Test
    void a_balancer_without_exceptions_is_found() {
        assertThat(
                        routes(
                                        SOUND.replace(
                                                "exception: [dev.waypost.classify.PortUnavailable]",
                                                "exception: []"))
                                .and("20.camel.yaml", TEMPLATE)
                                .findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.message()).contains("no list of exceptions");
                            assertThat(finding.advice()).contains("PortUnavailable");
                        });
    }

    @Test
    void an_error_handler_in_the_way_of_failover_is_found_on_deliver_and_on_each_port_once() {
        String handler = "errorHandler: {noErrorHandler: {}}";

        assertThat(
                        file("deliver", SOUND.replace(handler, "precondition: \"true\""))
                                .and("port", TEMPLATE.replace(handler, "routeConfigurationId: o"))
                                .and("o", "- routeConfiguration: {id: o}")
                                .findings())
                .extracting(Finding::subject, Finding::message)
                .containsExactly(
                        tuple(
                                "deliver",
                                "this route stands in the way of a failure that its caller has to see"),
                        tuple(
                                "port",
                                "this route stands in the way of a failure that its caller has to see"),
                        tuple(
                                "port",
                                "this route would handle a failure that its caller has to see"));
    }

    @Test
    void an_error_handler_between_the_carriage_and_its_failures_is_found() {
        assertThat(
                        file(
                                        "carry",
                                        """
                                        - route:
                                            id: carry-mail
                                            description: Carries.
                                            routeConfigurationId: o
                                            from:
                                              uri: seda:carry
                                              steps: [to: direct:carry]
                                        - route:
                                            id: carry
                                            description: Step by step.
                                            from:
                                              uri: direct:carry
                                              steps: [to: "kafka:outbound-mail.status"]
                                        """)
                                .and("o", "- routeConfiguration: {id: o}")
                                .findings())
                .extracting(Finding::message)
                .containsExactly(
                        "this route stands in the way of a failure that its caller has to see");
    }

    // Exceptions and placeholders

    @Test
    void an_exception_that_the_artifact_does_not_know_is_found() {
        assertThat(
                        routes(
                                        """
                                        - route:
                                            id: a
                                            description: A.
                                            from:
                                              uri: direct:a
                                              steps:
                                                - doTry:
                                                    steps: []
                                                    doCatch:
                                                      - exception: [java.lang.Oops]
                                        """)
                                .messages())
                .containsExactly("there is no exception java.lang.Oops");
    }

    @Test
    void a_placeholder_without_a_value_is_found_and_one_with_a_default_is_not() {
        assertThat(routes(step("to: kafka:{{waypost.topic}}-{{waypost.topc}}")).messages())
                .containsExactly("the placeholder {{waypost.topc}} has no value");
        assertThat(routes(step("to: kafka:x?clientId={{id:none}}&groupId={{?group}}")).findings())
                .isEmpty();
    }

    @Test
    void a_parameter_is_known_in_its_template_only() {
        assertThat(routes(step("to: kafka:{{name}}")).and("t", TEMPLATE).messages())
                .containsExactly("the placeholder {{name}} has no value");
    }

    private static String step(String step) {
        return """
        - route:
            id: a
            description: A.
            from:
              uri: direct:a
              steps:
                - %s
        """
                .formatted(step);
    }
}
