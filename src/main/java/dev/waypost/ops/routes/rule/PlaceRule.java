package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.LoadedRoutes;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Word;
import java.util.List;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Resource;

/** Nothing that a file says beside its routes takes the place of what all routes rest on. */
final class PlaceRule extends RouteRule {

    private static final List<String> COMPONENTS =
            List.of("kafka", "smtp", "smtps", "seda", "direct");

    @Override
    protected void look() {
        model.beans().stream().filter(bean -> isOurs(bean.getName())).forEach(this::replaced);
        if (!(model.context().getCamelContextExtension().getErrorHandlerFactory()
                instanceof NoErrorHandlerDefinition)) {
            handled();
        }
    }

    private static boolean isOurs(String name) {
        return Word.beans().contains(name) || COMPONENTS.contains(name);
    }

    private void replaced(BeanFactoryDefinition<?> bean) {
        add(
                model.errorIn(
                        bean.getResource(),
                        "the bean %s would take the place of Waypost's own"
                                .formatted(bean.getName()),
                        "use a name of your own",
                        "name: " + bean.getName()));
    }

    private void handled() {
        Resource file = LoadedRoutes.saying(model.context(), "- errorHandler:").orElse(null);
        add(
                model.errorIn(
                        file,
                        "an errorHandler outside a route is every route's: a failed port would"
                                + " count as a success",
                        "put it into a route of your own",
                        "- errorHandler:"));
    }
}
