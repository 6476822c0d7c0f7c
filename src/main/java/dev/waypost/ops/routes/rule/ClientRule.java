package dev.waypost.ops.routes.rule;

import dev.waypost.config.KafkaSettings;
import dev.waypost.intake.field.NearestName;
import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.Address;
import dev.waypost.ops.routes.CamelProblem;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Kafka's own clients would begin with the options of every {@code kafka:} endpoint: Camel looks at
 * none of their values, and a client that cannot begin is tried again and again.
 */
final class ClientRule implements RouteRule {

    @Override
    public Stream<Finding> findings(RouteModel model) {
        List<Finding> found = new ArrayList<>();
        for (RouteDefinition route : model.routes()) {
            Address from = model.from(route);
            if (from.isKafka()) {
                asked(model, route.getInput(), route.getInput().getUri(), route, true, found);
            }
            model.steps(route)
                    .filter(step -> model.to(route, step).isKafka())
                    .forEach(step -> asked(model, step, Address.uri(step), route, false, found));
        }
        return found.stream();
    }

    private static void asked(
            RouteModel model,
            LineNumberAware at,
            String uri,
            RouteDefinition route,
            boolean reads,
            List<Finding> found) {
        String whole = Topics.filled(model.resolved(uri, route), "any");
        misspelt(model, at, Address.of(whole), reads, found);
        said(model, whole, reads)
                .ifPresent(
                        said ->
                                found.add(
                                        model.error(
                                                at,
                                                "there can be no such Kafka client: " + said,
                                                "mend the option, or leave it out",
                                                words(Address.of(whole), said))));
    }

    /** Kafka passes over what it does not know, for its plug-ins may. */
    private static void misspelt(
            RouteModel model,
            LineNumberAware at,
            Address address,
            boolean reads,
            List<Finding> found) {
        Set<String> known = reads ? ConsumerConfig.configNames() : ProducerConfig.configNames();
        for (String option : address.options().keySet()) {
            String name = option.replaceFirst("^additionalProperties\\.", "");
            if (name.equals(option) || known.contains(name)) {
                continue;
            }
            String near = NearestName.to(name, known);
            if (near != null) {
                found.add(
                        model.error(
                                at,
                                "Kafka knows no option %s, and passes over it".formatted(name),
                                "did you mean %s?".formatted(near),
                                option,
                                name));
            }
        }
    }

    /** What Camel, or else Kafka, has against it. */
    private static Optional<String> said(RouteModel model, String uri, boolean reads) {
        try {
            return model.context().getEndpoint(uri) instanceof KafkaEndpoint endpoint
                    ? refused(model, endpoint.getConfiguration(), reads)
                    : Optional.empty();
        } catch (RuntimeException unmade) {
            return Optional.of(CamelProblem.said(unmade));
        }
    }

    private static Optional<String> refused(
            RouteModel model, KafkaConfiguration options, boolean reads) {
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
    private static String[] words(Address address, String said) {
        return Stream.concat(
                        address.options().entrySet().stream()
                                .filter(option -> said.contains(" " + option.getValue() + " "))
                                .map(Map.Entry::getKey),
                        address.options().keySet().stream()
                                .filter(
                                        option ->
                                                said.toLowerCase()
                                                        .replace(".", "")
                                                        .contains(option.toLowerCase())))
                .toArray(String[]::new);
    }
}
