package dev.waypost.commit;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** Reports of which a test says whether they are written; they are, where it says nothing. */
final class ToldReports implements Reports {

    private static final String UNWRITTEN = "unwritten";

    private final List<String> unproven = new ArrayList<>();

    void nothingIsWrittenOf(Exchange exchange) {
        exchange.setProperty(UNWRITTEN, true);
    }

    void allIsWrittenOf(Exchange exchange) {
        exchange.removeProperty(UNWRITTEN);
    }

    /** The steps at which something was missing. */
    List<String> unproven() {
        return unproven;
    }

    @Override
    public boolean hasResult(Exchange exchange) {
        return settle(exchange);
    }

    @Override
    public boolean settle(Exchange exchange) {
        return exchange.getProperty(UNWRITTEN) == null;
    }

    @Override
    public void unproven(Exchange exchange, String step) {
        unproven.add(step);
    }
}
