package dev.waypost.ops.routes.rule;

import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.RouteRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.loadbalancer.FailoverLoadBalancerDefinition;

/**
 * A class that routes name is known to the native executable too, whose vocabulary was closed when
 * it was built. Only a warning: on the JVM the routes do as they say.
 */
final class NativeRule extends RouteRule {

    private static final String CLASS = "#class:";

    private static final String ADVICE = "take one of docs/native.md, or run this on the JVM alone";

    @Override
    protected void look() {
        super.look();
        model.configurations().stream()
                .flatMap(configuration -> configuration.getOnExceptions().stream())
                .forEach(this::judge);
        for (BeanFactoryDefinition<?> bean : model.beans()) {
            if (bean.getType() != null && isForeign(bean.getType())) {
                add(Finding.warning("bean " + bean.getName(), message(bean.getType()), ADVICE));
            }
        }
    }

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        judge(step);
    }

    private void judge(ProcessorDefinition<?> step) {
        for (String name : names(step)) {
            if (isForeign(name)) {
                warning(step, message(name), ADVICE, name);
            }
        }
    }

    private static String message(String name) {
        return "the native executable does not know %s".formatted(name.replace(CLASS, ""));
    }

    /** A name that is no class at all is another rule's business. */
    private boolean isForeign(String name) {
        return model.type(name.replace(CLASS, "").replaceAll("\\(.*", ""))
                .filter(type -> !ForeignClasses.isKnown(type))
                .isPresent();
    }

    private static List<String> names(ProcessorDefinition<?> step) {
        List<String> names = new ArrayList<>();
        if (step instanceof OnExceptionDefinition on) {
            names.addAll(all(on.getExceptions()));
        } else if (step instanceof TryDefinition tried) {
            tried.getCatchClauses().forEach(caught -> names.addAll(all(caught.getExceptions())));
        } else if (step instanceof ThrowExceptionDefinition thrown) {
            names.add(thrown.getExceptionType());
        } else if (step instanceof ConvertBodyDefinition converted) {
            names.add(converted.getType());
        } else if (step instanceof LoadBalanceDefinition balance
                && balance.getLoadBalancerType() instanceof FailoverLoadBalancerDefinition over) {
            names.addAll(all(over.getExceptions()));
        } else {
            names.add(made(step));
        }
        names.removeIf(Objects::isNull);
        return names;
    }

    /** What a step has Camel make of a class's name. */
    private static String made(ProcessorDefinition<?> step) {
        String said = null;
        if (step instanceof AggregateDefinition aggregate) {
            said = aggregate.getAggregationStrategy();
        } else if (step instanceof SplitDefinition split) {
            said = split.getAggregationStrategy();
        } else if (step instanceof MulticastDefinition multicast) {
            said = multicast.getAggregationStrategy();
        } else if (step instanceof IdempotentConsumerDefinition consumer) {
            said = consumer.getIdempotentRepository();
        }
        return said != null && said.startsWith(CLASS) ? said : null;
    }

    private static Collection<String> all(Collection<String> names) {
        return names == null ? List.of() : names;
    }
}
