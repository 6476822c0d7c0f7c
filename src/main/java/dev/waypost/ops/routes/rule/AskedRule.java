package dev.waypost.ops.routes.rule;

import dev.waypost.carry.Conditions;
import dev.waypost.carry.Delivery;
import dev.waypost.intake.field.NearestName;
import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Word;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.SingleInputTypedExpressionDefinition;

/**
 * What expressions ask a delivery for is there: {@code ${body.event.strem}} fails with each mail,
 * and each mail is then put off until it is given up. Follows the routes from where the record
 * becomes a delivery.
 */
final class AskedRule extends RouteRule {

    private static final Pattern IN_SIMPLE =
            Pattern.compile(
                    "\\$\\{(?:in\\.)?body((?:\\??\\.[\\w]+(?:\\([^()]*\\))?(?:\\[[^]]*])?)+)");
    private static final Pattern PART = Pattern.compile("\\??\\.(\\w+)(\\([^()]*\\))?(\\[[^]]*])?");

    /** Languages that read the body as a document. */
    private static final Set<String> OF_DOCUMENTS = Set.of("jsonpath", "jq", "xpath", "xquery");

    private final Set<RouteDefinition> seen = new HashSet<>();

    @Override
    protected void look(RouteDefinition route) {
        if (model.from(route).isKafka() && seen.add(route)) {
            follow(route, route.getOutputs(), false);
        }
    }

    private void follow(
            RouteDefinition route, List<ProcessorDefinition<?>> steps, boolean isDelivery) {
        boolean delivery = isDelivery;
        for (ProcessorDefinition<?> step : steps) {
            if (model.isDisabled(step)) {
                continue;
            }
            if (delivery) {
                Said.by(step).forEach(this::asked);
            }
            delivery |= Reach.word(step).equals("recordCapture.take");
            delivery &= !Word.replacesBody(step);
            boolean parts = step.getShortName().equals("split");
            follow(route, step.getOutputs(), delivery && !parts);
            EndpointUri to = model.to(route, step);
            RouteDefinition next =
                    delivery && to.isInternal() ? model.consumer(to).orElse(null) : null;
            if (next != null && seen.add(next)) {
                follow(next, next.getOutputs(), true);
            }
        }
    }

    private void asked(Said said) {
        if (said.isIn("simple")) {
            Matcher matcher = IN_SIMPLE.matcher(said.text());
            while (matcher.find()) {
                getter(said, matcher.group(1));
            }
        } else if (said.expression() instanceof SingleInputTypedExpressionDefinition document
                && OF_DOCUMENTS.contains(document.getLanguage())
                && document.getSource() == null) {
            error(
                    said.at(),
                    "%s reads the body as a document, and it is the delivery: every mail"
                                    .formatted(document.getLanguage())
                            + " would fail here, and in the end be given up",
                    "ask the delivery: `simple: \"${body.event.stream} == 'bulk'\"`",
                    said.text(),
                    document.getLanguage());
        }
    }

    /** Goes from each part to what it gives, as far as that can be told. */
    private void getter(Said said, String asked) {
        Class<?> type = Delivery.class;
        Matcher part = PART.matcher(asked);
        while (part.find() && isTold(type)) {
            String name = part.group(1);
            Class<?> owner = type;
            Method getter =
                    Arrays.stream(owner.getMethods())
                            .filter(method -> isNamed(method, name))
                            .findFirst()
                            .orElse(null);
            if (getter == null) {
                unknown(said, owner, name);
                return;
            }
            type = part.group(3) == null ? getter.getReturnType() : Object.class;
        }
    }

    private static boolean isTold(Class<?> type) {
        return type != Object.class
                && !type.isArray()
                && !type.isPrimitive()
                && !Map.class.isAssignableFrom(type);
    }

    private static boolean isNamed(Method method, String name) {
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Set.of(name, "get" + capital, "is" + capital).contains(method.getName());
    }

    private void unknown(Said said, Class<?> owner, String name) {
        Set<String> known =
                Arrays.stream(owner.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .filter(method -> method.getParameterCount() == 0)
                        .map(Method::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        boolean isCondition = owner == Delivery.class && Conditions.ALL.containsKey(name);
        error(
                said.at(),
                "there is no %s in a %s: every mail would fail here, and in the end be given up"
                        .formatted(name, owner.getSimpleName()),
                isCondition
                        ? "did you mean `ref: %s`?".formatted(name)
                        : NearestName.advice(name, known),
                "." + name);
    }
}
