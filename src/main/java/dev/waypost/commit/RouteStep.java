package dev.waypost.commit;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.support.ExchangeHelper;

/** The step of a route that an exchange is at, in words for who edits the route. */
final class RouteStep {

    private RouteStep() {}

    static String of(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        String step = extension.getHistoryNodeId();
        String source = extension.getHistoryNodeSource();
        return "route "
                + ExchangeHelper.getAtRouteId(exchange)
                + (step == null ? "" : ", step " + step)
                + (source == null ? "" : " (" + source + ")");
    }
}
