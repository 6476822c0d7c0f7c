package dev.waypost.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.camel.quarkus.main.events.BeforeConfigure;

/** Tells Camel which route files to load, just before it looks for them. */
@ApplicationScoped
public class RouteLoading {

    private final WaypostConfig config;

    @Inject
    RouteLoading(WaypostConfig config) {
        this.config = config;
    }

    void beforeConfigure(@Observes BeforeConfigure event) {
        event.getMain()
                .configure()
                .setRoutesIncludePattern(String.join(",", RouteFiles.locations(config)));
    }
}
