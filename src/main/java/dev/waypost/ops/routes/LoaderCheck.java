package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * What Camel's own loader says about route files: unknown steps and options, with the line. It
 * stops at the first. The context is one that has not been started, and must not be started
 * afterwards.
 */
public final class LoaderCheck {

    private LoaderCheck() {}

    /** At most one finding. */
    public static List<Finding> findings(CamelContext context, List<String> locations) {
        List<Resource> resources = new ArrayList<>();
        locations.forEach(
                location ->
                        resources.add(
                                PluginHelper.getResourceLoader(context).resolveResource(location)));
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(resources);
            return List.of();
        } catch (Exception e) {
            // The loader's messages already name file, line and the offending line itself.
            String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\n\\s*", " ");
            return List.of(Finding.error("routes", message, "Camel cannot load it as it is"));
        }
    }
}
