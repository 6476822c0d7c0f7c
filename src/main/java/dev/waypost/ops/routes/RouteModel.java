package dev.waypost.ops.routes;

import dev.waypost.config.WaypostConfig;
import dev.waypost.config.routes.RouteFiles;
import dev.waypost.config.routes.RouteLoading;
import dev.waypost.ops.Finding;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;

/**
 * The routes as Camel itself has loaded them, those made from templates included, so that every
 * spelling it takes is seen as what it means. Nothing is started. One thread.
 */
public final class RouteModel {

    private final CamelContext context;
    private final Model model;
    private final RouteText text;
    private final Map<RouteDefinition, EndpointUri> inputs = new IdentityHashMap<>();
    private final Map<ProcessorDefinition<?>, EndpointUri> outputs = new IdentityHashMap<>();
    private final Map<RouteDefinition, Reach> reaches = new IdentityHashMap<>();
    private final Map<String, Optional<Class<?>>> types = new HashMap<>();
    private final Map<String, Optional<RouteDefinition>> consumers = new HashMap<>();
    private List<RouteDefinition> routes;
    private RouteTopics topics;

    /** The routes that a context holds, before it starts. */
    public RouteModel(CamelContext context) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.text = new RouteText(context);
    }

    /**
     * Loads the configured route files into a context that has not been started.
     *
     * @throws FaultyRoutes for files that are no routes, and with what Camel's loader has to say,
     *     which stops at the first
     * @throws IllegalArgumentException where the folder or the profile's file is missing
     */
    public static RouteModel load(CamelContext context, WaypostConfig config) {
        return load(context, config, FileFaults.required(context, RouteFiles.locations(config)));
    }

    /** The same for files that were loaded before, and found to be routes. */
    public static RouteModel again(
            CamelContext context, WaypostConfig config, List<String> locations) {
        return load(context, config, FileFaults.resources(context, locations));
    }

    private static RouteModel load(
            CamelContext context, WaypostConfig config, List<Resource> resources) {
        RouteLoading.prepare(context, config);
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(resources);
        } catch (Exception e) {
            throw CamelProblem.refusal(context, e);
        }
        return new RouteModel(context);
    }

    public CamelContext context() {
        return context;
    }

    /** Those that would run: a precondition leaves the others out. */
    public List<RouteDefinition> routes() {
        if (routes == null) {
            routes = model.getRouteDefinitions().stream().filter(this::isIncluded).toList();
        }
        return routes;
    }

    /** Which topic is for what. */
    public RouteTopics topics() {
        if (topics == null) {
            topics = RouteTopics.told(context);
        }
        return topics;
    }

    private boolean isIncluded(RouteDefinition route) {
        String condition = route.getPrecondition();
        return condition == null
                || context.resolveLanguage("simple")
                        .createPredicate(resolved(condition, route))
                        .matches(new DefaultExchange(context));
    }

    public List<RouteTemplateDefinition> templates() {
        return model.getRouteTemplateDefinitions();
    }

    /** Those that the files make themselves. */
    public List<BeanFactoryDefinition<?>> beans() {
        return model.getCustomBeans();
    }

    public List<RouteConfigurationDefinition> configurations() {
        return model.getRouteConfigurationDefinitions();
    }

    /** The route that begins with {@code direct:name} or {@code seda:name}. */
    public Optional<RouteDefinition> consumer(EndpointUri endpoint) {
        return consumers.computeIfAbsent(
                endpoint.toString(),
                any -> routes().stream().filter(route -> from(route).isAt(endpoint)).findFirst());
    }

    /** The routes that a name fits which only the message knows in full. */
    public List<RouteDefinition> consumers(EndpointUri dynamic) {
        return routes().stream().filter(route -> dynamic.mayBe(from(route))).toList();
    }

    public EndpointUri from(RouteDefinition route) {
        return inputs.computeIfAbsent(
                route, any -> EndpointUri.of(resolved(route.getInput().getUri(), route)));
    }

    /** Where a step of the route leads to; of no scheme where it leads nowhere. */
    public EndpointUri to(RouteDefinition route, ProcessorDefinition<?> step) {
        return outputs.computeIfAbsent(
                step, any -> EndpointUri.of(resolved(EndpointUri.written(step), route)));
    }

    /** Whether what is sent there decides what becomes of a mail. */
    public boolean decides(EndpointUri to) {
        return to.isRelay()
                || to.isKafka() && topics().isOurs(to.name())
                || to.isInternal()
                        && consumer(to).filter(next -> reach(next).decides()).isPresent();
    }

    /** Whether a route takes records from Kafka to carry them. */
    public boolean carries(RouteDefinition route) {
        return from(route).isKafka() && reach(route).decides();
    }

    /** What a route comes to. */
    public Reach reach(RouteDefinition route) {
        Reach known = reaches.get(route);
        if (known == null) {
            known = Reach.of(this, route, route.getOutputs());
            reaches.put(route, known);
        }
        return known;
    }

    public Optional<Class<?>> type(String name) {
        return types.computeIfAbsent(
                name, any -> Optional.ofNullable(context.getClassResolver().resolveClass(name)));
    }

    /** The text with its placeholders filled in; as it is where one has no value. */
    public String resolved(String text, RouteDefinition route) {
        return text == null ? "" : within(route, () -> resolve(text));
    }

    /** Does something with the values that a route's template was given, as Camel does. */
    public void within(RouteDefinition route, Runnable action) {
        within(
                route,
                () -> {
                    action.run();
                    return null;
                });
    }

    private <T> T within(RouteDefinition route, Supplier<T> action) {
        Map<String, Object> values = route.getTemplateParameters();
        if (values == null) {
            return action.get();
        }
        Properties local = new Properties();
        values.forEach((name, value) -> local.put(name, String.valueOf(value)));
        context.getPropertiesComponent().setLocalProperties(local);
        try {
            return action.get();
        } finally {
            context.getPropertiesComponent().setLocalProperties(null);
        }
    }

    /** Every step of a route in the order of the file, what it does with errors included. */
    public Stream<ProcessorDefinition<?>> steps(RouteDefinition route) {
        return below(route.getOutputs());
    }

    public Stream<ProcessorDefinition<?>> below(List<ProcessorDefinition<?>> steps) {
        return steps.stream()
                .filter(step -> !isDisabled(step))
                .flatMap(step -> Stream.concat(Stream.of(step), below(step.getOutputs())));
    }

    public boolean isDisabled(ProcessorDefinition<?> step) {
        return step.getDisabled() != null && Boolean.parseBoolean(resolve(step.getDisabled()));
    }

    private String resolve(String text) {
        try {
            return context.resolvePropertyPlaceholders(text);
        } catch (RuntimeException unknown) {
            return text;
        }
    }

    /** An error at a step, for who does not know the words of its line. */
    public Finding finding(ProcessorDefinition<?> step, String message, String advice) {
        return error(step, message, advice, RouteText.words(step));
    }

    /**
     * An error at a step.
     *
     * @param words what the step's line says, the most telling first; narrows down the line
     */
    public Finding error(LineNumberAware node, String message, String advice, String... words) {
        return text.finding(Finding.Severity.ERROR, node, message, advice, words);
    }

    public Finding warning(LineNumberAware node, String message, String advice, String... words) {
        return text.finding(Finding.Severity.WARNING, node, message, advice, words);
    }

    /** An error in a file, where it says this word first. */
    public Finding errorIn(Resource file, String message, String advice, String word) {
        String location = file == null ? null : file.getLocation();
        return text.finding(Finding.Severity.ERROR, location, 1, message, advice, word);
    }
}
