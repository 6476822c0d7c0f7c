package dev.waypost.commit;

import org.apache.camel.Exchange;

/**
 * Knows what the result of a record demands in Kafka, and what the broker has acknowledged of it.
 */
public interface Reports {

    /** Whether the record has come to a result in this exchange. */
    boolean hasResult(Exchange exchange);

    /** Whether there is a result and all that it demands is acknowledged; it is forgotten then. */
    boolean settle(Exchange exchange);

    /**
     * The record goes back to Kafka because something that its result demands was not acknowledged,
     * or because it has none: nothing of it may be done twice for that.
     *
     * @param step where the routes said that all is done, or that nobody did
     */
    void unproven(Exchange exchange, String step);
}
