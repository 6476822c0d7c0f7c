package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builder of route files for tests, and of the vocabulary that they are checked against. */
final class Routes {

    /** What the bean {@code portDesk} of these tests can do. */
    public static final class Desk {
        public boolean admit(Object exchange, String port) {
            return exchange != null && port != null;
        }

        public void settled() {
            // Only its name matters.
        }
    }

    private final List<RouteFile> files = new ArrayList<>();

    static Routes file(String name, String yaml) {
        return new Routes().and(name, yaml);
    }

    static Routes routes(String yaml) {
        return file("routes.camel.yaml", yaml);
    }

    Routes and(String name, String yaml) {
        files.add(new RouteFile(name, yaml));
        return this;
    }

    List<Finding> findings() {
        return check().findings(files);
    }

    List<String> messages() {
        return findings().stream().map(Finding::message).toList();
    }

    void require() {
        check().require(files);
    }

    private static RouteCheck check() {
        return new RouteCheck(
                new Vocabulary(
                        Map.of("portDesk", Desk.class),
                        Set.of("direct", "seda", "kafka", "smtp"),
                        Set.of("waypost.topic", "waypost.relay.host")::contains,
                        Set.of("dev.waypost.classify.PortUnavailable")::contains));
    }
}
