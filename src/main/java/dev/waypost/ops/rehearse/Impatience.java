package dev.waypost.ops.rehearse;

import dev.waypost.ops.routes.RouteModel;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.support.ExpressionAdapter;

/**
 * Steps that do nothing but let real time pass do so at once, so that a delay of a minute lasts no
 * minute in each story. Whether they can be worked out is found out as ever.
 */
final class Impatience {

    private static final String SHORTEST_PERIOD_MS = "1";

    private Impatience() {}

    /** Before the routes are created. */
    static void with(RouteModel model) {
        model.routes().stream()
                .flatMap(model::steps)
                .forEach(
                        step -> {
                            if (step instanceof DelayDefinition delay) {
                                Expression over = new Over(delay.getExpression());
                                delay.setExpression(new ExpressionDefinition(over));
                            } else if (step instanceof ThrottleDefinition throttle) {
                                throttle.setTimePeriodMillis(SHORTEST_PERIOD_MS);
                            }
                        });
    }

    private static final class Over extends ExpressionAdapter {

        private final ExpressionDefinition told;
        private Expression delay;

        Over(ExpressionDefinition told) {
            this.told = told;
        }

        @Override
        public void init(CamelContext context) {
            super.init(context);
            delay = told.createExpression(context);
        }

        @Override
        public Object evaluate(Exchange exchange) {
            delay.evaluate(exchange, Long.class);
            return 0L;
        }
    }
}
