package dev.waypost.ops.routes.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/**
 * An expression, and the step that says it.
 *
 * @param expression null where the step has a text of the language simple instead
 */
record Said(LineNumberAware at, ExpressionDefinition expression, String text, boolean condition) {

    /** All that one step says. */
    static Stream<Said> by(ProcessorDefinition<?> step) {
        List<Said> all = new ArrayList<>();
        if (step instanceof HasExpressionType has) {
            add(all, step, has, step.getShortName().equals("filter"));
        }
        if (step instanceof ChoiceDefinition choice) {
            for (WhenDefinition when : choice.getWhenClauses()) {
                add(all, when, when, true);
            }
        }
        if (step instanceof SetHeadersDefinition headers && headers.getHeaders() != null) {
            headers.getHeaders().forEach(header -> add(all, header, header, false));
        }
        if (step instanceof OnExceptionDefinition handler) {
            Stream.<HasExpressionType>of(
                            handler.getOnWhen(), handler.getHandled(), handler.getContinued())
                    .filter(Objects::nonNull)
                    .forEach(has -> add(all, step, has, true));
        }
        if (step instanceof CatchDefinition clause && clause.getOnWhen() != null) {
            add(all, step, clause.getOnWhen(), true);
        }
        if (step instanceof LogDefinition log && log.getMessage() != null) {
            all.add(new Said(step, null, log.getMessage(), false));
        }
        if (step instanceof ToDynamicDefinition to && to.getUri() != null) {
            all.add(new Said(step, null, to.getUri(), false));
        }
        return all.stream();
    }

    private static void add(
            List<Said> all, LineNumberAware at, HasExpressionType has, boolean condition) {
        ExpressionDefinition expression = has.getExpressionType();
        if (expression != null) {
            String text = expression.getExpression();
            all.add(new Said(at, expression, text == null ? "" : text, condition));
        }
    }

    boolean isIn(String language) {
        return expression == null
                ? language.equals("simple")
                : language.equals(expression.getLanguage());
    }
}
