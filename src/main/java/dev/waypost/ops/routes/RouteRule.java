package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/** One promise that routes keep, and the findings where they do not. Each is for one look. */
public abstract class RouteRule {

    protected RouteModel model;

    private final List<Finding> found = new ArrayList<>();

    public final List<Finding> findings(RouteModel routes) {
        model = routes;
        look();
        return found;
    }

    /** Looks at every route; a rule that has more to look at begins here. */
    protected void look() {
        model.routes().forEach(this::look);
    }

    protected void look(RouteDefinition route) {
        model.steps(route).forEach(step -> look(route, step));
    }

    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {}

    /** See {@link RouteModel#error}. */
    protected final void error(LineNumberAware at, String message, String advice, String... words) {
        add(model.error(at, message, advice, words));
    }

    protected final void warning(
            LineNumberAware at, String message, String advice, String... words) {
        add(model.warning(at, message, advice, words));
    }

    /** An error at a step, for who does not know the words of its line. */
    protected final void fault(ProcessorDefinition<?> step, String message, String advice) {
        add(model.finding(step, message, advice));
    }

    protected final void add(Finding finding) {
        found.add(finding);
    }
}
