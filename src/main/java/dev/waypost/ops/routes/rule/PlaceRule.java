package dev.waypost.ops.routes.rule;

import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.LoadedRoutes;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Word;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Resource;

/** Nothing that a file says beside its routes takes the place of what all routes rest on. */
final class PlaceRule implements RouteRule {

    private static final List<String> COMPONENTS =
            List.of("kafka", "smtp", "smtps", "seda", "direct");

    @Override
    public Stream<Finding> findings(RouteModel model) {
        CamelContext context = model.context();
        Stream<Finding> beans =
                context
                        .getCamelContextExtension()
                        .getContextPlugin(Model.class)
                        .getCustomBeans()
                        .stream()
                        .filter(bean -> isOurs(bean.getName()))
                        .map(bean -> replaced(model, bean));
        boolean calls =
                context.getCamelContextExtension().getErrorHandlerFactory()
                        instanceof NoErrorHandlerDefinition;
        return calls ? beans : Stream.concat(beans, Stream.of(handled(model)));
    }

    private static boolean isOurs(String name) {
        return Word.beans().contains(name) || COMPONENTS.contains(name);
    }

    private static Finding replaced(RouteModel model, BeanFactoryDefinition<?> bean) {
        return model.errorIn(
                bean.getResource(),
                "the bean %s would take the place of Waypost's own".formatted(bean.getName()),
                "use a name of your own",
                "name: " + bean.getName());
    }

    private static Finding handled(RouteModel model) {
        Resource file = LoadedRoutes.saying(model.context(), "- errorHandler:").orElse(null);
        return model.errorIn(
                file,
                "an errorHandler outside a route is every route's: a failed port would count as a"
                        + " success",
                "put it into a route of your own",
                "- errorHandler:");
    }
}
