package dev.waypost.simulation;

import dev.waypost.carry.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;

/**
 * Each kind of step that the routes use, from its YAML. Conditions and texts are evaluated by
 * Camel's own simple language.
 */
final class Steps {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]+)}}");

    /** Text, and what a method of the body returns, or a method of that. */
    private static final Pattern OF_THE_BODY =
            Pattern.compile("([^$]*)\\$\\{body\\.(\\w+)\\.(\\w+)}");

    static final CamelContext CAMEL = camel();

    private final RouteBook book;
    private final Map<String, String> settings;
    private final Language simple = CAMEL.resolveLanguage("simple");

    Steps(RouteBook book, Map<String, String> settings) {
        this.book = book;
        this.settings = settings;
    }

    private static CamelContext camel() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.build();
        return context;
    }

    List<Step> of(List<?> yaml, Map<String, String> parameters) {
        List<Step> steps = new ArrayList<>();
        for (Object item : yaml) {
            Map.Entry<?, ?> step = ((Map<?, ?>) item).entrySet().iterator().next();
            steps.add(step(step.getKey().toString(), step.getValue(), parameters));
        }
        return List.copyOf(steps);
    }

    private Step step(String name, Object yaml, Map<String, String> parameters) {
        Map<?, ?> options = yaml instanceof Map<?, ?> map ? map : Map.of();
        return switch (name) {
            case "bean" -> bean(options, parameters);
            case "to" -> to(yaml, parameters);
            case "toD" -> toDynamic(options, parameters);
            case "filter" -> filter(options, parameters);
            case "choice" -> choice(options, parameters);
            case "doTry" -> doTry(options, parameters);
            case "loadBalance" -> failover(options, parameters);
            case "setHeader" -> setHeader(options, parameters);
            case "setProperty" -> setProperty(options);
            case "pausable" -> walk -> true;
            case "stop" ->
                    walk -> {
                        walk.stop();
                        return true;
                    };
            default -> throw new IllegalArgumentException("not simulated: step " + name);
        };
    }

    private Step bean(Map<?, ?> options, Map<String, String> parameters) {
        BeanCall call = call(options, parameters);
        return walk -> {
            Object answer = call.in(walk);
            walk.pod.trace.say(
                    walk.pod.life,
                    call.method.hashCode(),
                    () -> walk + " " + call.bean + "." + call.method);
            if (answer != Void.class && answer != null) {
                walk.exchange.getMessage().setBody(answer);
            }
            return true;
        };
    }

    private BeanCall call(Map<?, ?> options, Map<String, String> parameters) {
        return new BeanCall(
                options.get("ref").toString(),
                filled(options.get("method").toString(), parameters));
    }

    private Step to(Object yaml, Map<String, String> parameters) {
        String uri =
                filled(
                        (yaml instanceof Map<?, ?> map ? map.get("uri") : yaml).toString(),
                        parameters);
        String scheme = uri.substring(0, uri.indexOf(':'));
        String rest = uri.substring(uri.indexOf(':') + 1).replaceFirst("\\?.*", "");
        switch (scheme) {
            case "direct" -> {
                return walk -> {
                    walk.enter(book.behind(uri));
                    return true;
                };
            }
            case "seda" -> {
                return walk -> {
                    walk.pod.queue(walk, book.behind("seda:" + rest));
                    return true;
                };
            }
            case "kafka" -> {
                return new KafkaWrite(exchange -> rest);
            }
            case "smtp", "smtps" -> {
                return new SubmissionStep(rest, scheme.equals("smtps"));
            }
            default -> throw new IllegalArgumentException("not simulated: to " + uri);
        }
    }

    private Step toDynamic(Map<?, ?> options, Map<String, String> parameters) {
        String uri = filled(options.get("uri").toString(), parameters);
        if (!uri.startsWith("kafka:")) {
            throw new IllegalArgumentException("not simulated: toD " + uri);
        }
        String topic = uri.substring("kafka:".length());
        Expression expression = simple.createExpression(topic);
        return new KafkaWrite(exchange -> evaluated(expression, topic, exchange));
    }

    /** Camel introspects anew for each {@code ${body.result.backoff}}. */
    private static String evaluated(Expression expression, String text, Exchange exchange) {
        Matcher named = OF_THE_BODY.matcher(text);
        if (named.matches()) {
            try {
                Object body = exchange.getMessage().getBody();
                return named.group(1) + asked(asked(body, named.group(2)), named.group(3));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return expression.evaluate(exchange, String.class);
    }

    private static Object asked(Object of, String method) throws ReflectiveOperationException {
        return of.getClass().getMethod(method).invoke(of);
    }

    private Step filter(Map<?, ?> options, Map<String, String> parameters) {
        Condition condition = test(options, parameters);
        List<Step> inside = of((List<?>) options.get("steps"), parameters);
        return walk -> {
            if (condition.holds(walk)) {
                walk.enter(inside);
            }
            return true;
        };
    }

    private Step choice(Map<?, ?> options, Map<String, String> parameters) {
        List<Condition> conditions = new ArrayList<>();
        List<List<Step>> ways = new ArrayList<>();
        for (Object item : (List<?>) options.get("when")) {
            Map<?, ?> when = (Map<?, ?>) item;
            conditions.add(test(when, parameters));
            ways.add(of((List<?>) when.get("steps"), parameters));
        }
        if (options.get("otherwise") instanceof Map<?, ?> otherwise) {
            conditions.add(walk -> true);
            ways.add(of((List<?>) otherwise.get("steps"), parameters));
        }
        return walk -> {
            for (int i = 0; i < ways.size(); i++) {
                if (conditions.get(i).holds(walk)) {
                    walk.enter(ways.get(i));
                    break;
                }
            }
            return true;
        };
    }

    private Step doTry(Map<?, ?> options, Map<String, String> parameters) {
        TryCatch tried = new TryCatch(of((List<?>) options.get("steps"), parameters));
        for (Object item : (List<?>) options.get("doCatch")) {
            Map<?, ?> clause = (Map<?, ?>) item;
            List<Step> way = of((List<?>) clause.get("steps"), parameters);
            ((List<?>) clause.get("exception"))
                    .forEach(name -> tried.add(type(name.toString()), way));
        }
        return tried;
    }

    private Step failover(Map<?, ?> options, Map<String, String> parameters) {
        Map<?, ?> balancer = (Map<?, ?>) options.get("failoverLoadBalancer");
        List<Class<?>> only = new ArrayList<>();
        ((List<?>) balancer.get("exception")).forEach(name -> only.add(type(name.toString())));
        Object limit = balancer.get("maximumFailoverAttempts");
        return new Failover(
                of((List<?>) options.get("steps"), parameters),
                only,
                limit == null ? Integer.MAX_VALUE : Integer.parseInt(limit.toString()));
    }

    private Step setHeader(Map<?, ?> options, Map<String, String> parameters) {
        String name = options.get("name").toString();
        Expression text =
                simple.createExpression(filled(options.get("simple").toString(), parameters));
        return walk -> {
            walk.exchange.getMessage().setHeader(name, text.evaluate(walk.exchange, Object.class));
            return true;
        };
    }

    private Step setProperty(Map<?, ?> options) {
        String name = options.get("name").toString();
        if (options.get("constant") != null) {
            Object value = options.get("constant");
            return walk -> {
                walk.exchange.setProperty(name, value);
                return true;
            };
        }
        BeanCall call = call((Map<?, ?>) options.get("method"), Map.of());
        return walk -> {
            walk.exchange.setProperty(name, call.in(walk));
            return true;
        };
    }

    /** What a filter or a choice asks. */
    @FunctionalInterface
    private interface Condition {
        boolean holds(Walk walk) throws Exception;
    }

    private Condition test(Map<?, ?> options, Map<String, String> parameters) {
        if (options.get("method") instanceof Map<?, ?> method) {
            BeanCall call = call(method, parameters);
            return walk -> Boolean.TRUE.equals(call.in(walk));
        }
        Predicate predicate = condition(options);
        return walk -> predicate.matches(walk.exchange);
    }

    Predicate condition(Map<?, ?> options) {
        if (options.get("simple") instanceof String text) {
            return simple.createPredicate(filled(text, Map.of()));
        }
        if (options.get("ref") instanceof String name && Conditions.ALL.containsKey(name)) {
            return Conditions.ALL.get(name);
        }
        throw new IllegalArgumentException("not simulated: condition " + options.keySet());
    }

    /** The bean whose word a {@code pausable} step waits for; null where there is none. */
    String gateIn(List<?> yaml) {
        for (Object item : yaml) {
            if (((Map<?, ?>) item).get("pausable") instanceof Map<?, ?> pausable) {
                return pausable.get("untilCheck").toString();
            }
        }
        return null;
    }

    String filled(String text, Map<String, String> parameters) {
        Matcher names = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (names.find()) {
            String name = names.group(1);
            String value = parameters.getOrDefault(name, settings.get(name));
            if (value == null) {
                throw new IllegalArgumentException("no value for {{" + name + "}}");
            }
            names.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        names.appendTail(filled);
        return filled.toString();
    }

    static Class<?> type(String name) {
        try {
            return Class.forName(name, false, Steps.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no class " + name, e);
        }
    }
}
