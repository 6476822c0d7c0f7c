package dev.waypost.ops.routes.rule;

import dev.waypost.config.KafkaSettings;
import dev.waypost.intake.field.NearestName;
import dev.waypost.ops.routes.CamelProblem;
import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.RouteTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Kafka's own clients would begin with the options of every {@code kafka:} endpoint: Camel looks at
 * none of their values, and a client that cannot begin is tried again and again.
 */
final class ClientRule extends RouteRule {

    @Override
    protected void look(RouteDefinition route) {
        if (model.from(route).isKafka()) {
            asked(route.getInput(), route.getInput().getUri(), route, true);
        }
        super.look(route);
    }

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        if (model.to(route, step).isKafka()) {
            asked(step, EndpointUri.written(step), route, false);
        }
    }

    private void asked(LineNumberAware at, String uri, RouteDefinition route, boolean reads) {
        String whole = RouteTopics.filled(model.resolved(uri, route), "any");
        misspelt(at, EndpointUri.of(whole), reads);
        said(whole, reads)
                .ifPresent(
                        said ->
                                error(
                                        at,
                                        "there can be no such Kafka client: " + said,
                                        "mend the option, or leave it out",
                                        words(EndpointUri.of(whole), said)));
    }

    /** Kafka passes over what it does not know, for its plug-ins may. */
    private void misspelt(LineNumberAware at, EndpointUri endpoint, boolean reads) {
        Set<String> known = reads ? ConsumerConfig.configNames() : ProducerConfig.configNames();
        for (String option : endpoint.options().keySet()) {
            String name = option.replaceFirst("^additionalProperties\\.", "");
            if (name.equals(option) || known.contains(name)) {
                continue;
            }
            String near = NearestName.to(name, known);
            if (near != null) {
                error(
                        at,
                        "Kafka knows no option %s, and passes over it".formatted(name),
                        "did you mean %s?".formatted(near),
                        option,
                        name);
            }
        }
    }

    /** What Camel, or else Kafka, has against it. */
    private Optional<String> said(String uri, boolean reads) {
        try {
            return model.context().getEndpoint(uri) instanceof KafkaEndpoint endpoint
                    ? refused(endpoint.getConfiguration(), reads)
                    : Optional.empty();
        } catch (RuntimeException unmade) {
            return Optional.of(CamelProblem.said(unmade));
        }
    }

    private Optional<String> refused(KafkaConfiguration options, boolean reads) {
        KafkaSettings settings =
                model.context().getRegistry().findByType(KafkaSettings.class).stream()
                        .findFirst()
                        .orElseGet(() -> new KafkaSettings(Map.of()));
        if (reads) {
            return settings.refusedMember(map(options.createConsumerProperties()));
        }
        if (options.getWorkerPoolCoreSize() > options.getWorkerPoolMaxSize()) {
            return Optional.of("workerPoolCoreSize is more than workerPoolMaxSize");
        }
        return settings.refusedProducer(map(options.createProducerProperties()));
    }

    private static Map<String, Object> map(Properties properties) {
        Map<String, Object> options = new HashMap<>();
        properties.forEach((key, value) -> options.put(key.toString(), value));
        return options;
    }

    /** The options that Kafka speaks of: by their value, else by their name. */
    private static String[] words(EndpointUri endpoint, String said) {
        return Stream.concat(
                        endpoint.options().entrySet().stream()
                                .filter(option -> said.contains(" " + option.getValue() + " "))
                                .map(Map.Entry::getKey),
                        endpoint.options().keySet().stream()
                                .filter(
                                        option ->
                                                said.toLowerCase()
                                                        .replace(".", "")
                                                        .contains(option.toLowerCase())))
                .toArray(String[]::new);
    }
}
