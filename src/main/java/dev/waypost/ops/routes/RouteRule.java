package dev.waypost.ops.routes;

import dev.waypost.ops.Finding;
import java.util.stream.Stream;

/** One promise that routes keep, and the findings where they do not. */
public interface RouteRule {

    Stream<Finding> findings(RouteModel model);
}
