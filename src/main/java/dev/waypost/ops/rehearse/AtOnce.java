package dev.waypost.ops.rehearse;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.RouteStartupOrder;

/** Ends as a killed process does: nothing that is under way is waited for. */
final class AtOnce extends DefaultShutdownStrategy {

    @Override
    public void shutdown(CamelContext context, List<RouteStartupOrder> routes) {}

    @Override
    public void shutdownForced(CamelContext context, List<RouteStartupOrder> routes) {}
}
