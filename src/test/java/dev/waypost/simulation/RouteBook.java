package dev.waypost.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The routes' YAML, as users edit it, made into steps: what the simulation walks is what is
 * deployed. A step that is not known here is refused, so that no route is half simulated.
 */
final class RouteBook {

    private static final List<String> FILES =
            List.of(
                    "10-intake.camel.yaml",
                    "30-report.camel.yaml",
                    "40-retry.camel.yaml",
                    "90-outcomes.camel.yaml",
                    "relays/standard.camel.yaml");

    /** A route that Kafka's records enter by. */
    record Intake(
            String topic, boolean isPattern, String group, String circuit, List<Step> steps) {}

    private final Map<String, List<Step>> byEntrance = new LinkedHashMap<>();
    private final List<Intake> intakes = new ArrayList<>();
    private final OutcomeBook outcomes;
    private final Steps steps;

    /**
     * @param folder the routes
     * @param edits by file name: text before, text after; for planted bugs
     */
    RouteBook(Path folder, Map<String, String> settings, Map<String, String[]> edits) {
        steps = new Steps(this, settings);
        Map<String, Map<?, ?>> templates = new LinkedHashMap<>();
        List<Map<?, ?>> templated = new ArrayList<>();
        OutcomeBook found = null;
        for (String file : FILES) {
            for (Object item : parse(folder.resolve(file), edits.get(file))) {
                Map<?, ?> map = (Map<?, ?>) item;
                if (map.get("route") instanceof Map<?, ?> route) {
                    add(route, Map.of());
                } else if (map.get("routeTemplate") instanceof Map<?, ?> template) {
                    templates.put(template.get("id").toString(), template);
                } else if (map.get("templatedRoute") instanceof Map<?, ?> route) {
                    templated.add(route);
                } else if (map.get("routeConfiguration") instanceof Map<?, ?> outcome) {
                    found = new OutcomeBook((List<?>) outcome.get("onException"), steps);
                } else {
                    throw new IllegalArgumentException("not simulated: " + map.keySet());
                }
            }
        }
        for (Map<?, ?> route : templated) {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (Object parameter : (List<?>) route.get("parameters")) {
                Map<?, ?> pair = (Map<?, ?>) parameter;
                parameters.put(
                        pair.get("name").toString(),
                        steps.filled(pair.get("value").toString(), Map.of()));
            }
            Map<?, ?> template = templates.get(route.get("routeTemplateRef").toString());
            add((Map<?, ?>) template.get("route"), parameters);
        }
        outcomes = found;
    }

    private static List<?> parse(Path file, String[] edit) {
        try {
            String text = Files.readString(file);
            if (edit != null) {
                if (!text.contains(edit[0])) {
                    throw new IllegalArgumentException(file + " does not say: " + edit[0]);
                }
                text = text.replace(edit[0], edit[1]);
            }
            return (List<?>) new Load(LoadSettings.builder().build()).loadFromString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Map<?, ?> route, Map<String, String> parameters) {
        if (route.get("precondition") instanceof String starts
                && steps.filled(starts, parameters).equals("false")) {
            return;
        }
        Map<?, ?> from = (Map<?, ?>) route.get("from");
        String uri = steps.filled(from.get("uri").toString(), parameters);
        List<Step> body = steps.of((List<?>) from.get("steps"), parameters);
        if (uri.startsWith("kafka:")) {
            Map<?, ?> options = (Map<?, ?>) from.get("parameters");
            intakes.add(
                    new Intake(
                            uri.substring("kafka:".length()),
                            Boolean.TRUE.equals(options.get("topicIsPattern")),
                            steps.filled(options.get("groupId").toString(), parameters),
                            steps.gateIn((List<?>) from.get("steps")),
                            body));
        } else if (route.containsKey("routeConfigurationId")) {
            byEntrance.put(
                    uri,
                    List.of(
                            walk -> {
                                walk.enter(body, failure -> outcomes.handles(walk, failure));
                                return true;
                            }));
        } else {
            byEntrance.put(uri, persistent(route, body));
        }
    }

    /**
     * With Camel's default error handler: what fails is tried again, for ever as it is used here.
     */
    private static List<Step> persistent(Map<?, ?> route, List<Step> body) {
        if (!(route.get("errorHandler") instanceof Map<?, ?> handler)
                || !(handler.get("defaultErrorHandler") instanceof Map<?, ?> options)) {
            return body;
        }
        Map<?, ?> policy = (Map<?, ?>) options.get("redeliveryPolicy");
        if (!policy.get("maximumRedeliveries").toString().equals("-1")) {
            throw new IllegalArgumentException("not simulated: " + policy);
        }
        String processor = options.get("onRedeliveryRef").toString();
        long first = Long.parseLong(policy.get("redeliveryDelay").toString());
        long longest = Long.parseLong(policy.get("maximumRedeliveryDelay").toString());
        return List.of(
                walk -> {
                    walk.enterPersistently(body, processor, first, longest);
                    return true;
                });
    }

    List<Intake> intakes() {
        return intakes;
    }

    /** The steps behind {@code direct:carry} or {@code seda:carry}. */
    List<Step> behind(String uri) {
        List<Step> body = byEntrance.get(uri);
        if (body == null) {
            throw new IllegalArgumentException("no route begins at " + uri);
        }
        return body;
    }
}
