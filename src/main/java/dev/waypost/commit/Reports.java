package dev.waypost.commit;

/**
 * Knows what the result of a record demands in Kafka, and what the broker has acknowledged of it.
 */
public interface Reports {

    /** Whether what becomes of a mail can be written at all: if not, none is taken. */
    boolean areWritable();

    /** Whether the record has come to a result. */
    boolean hasResult(InFlight record);

    /** Whether there is a result and all that it demands is acknowledged; it is forgotten then. */
    boolean settle(InFlight record);

    /**
     * The record goes back to Kafka because something that its result demands was not acknowledged,
     * or because it has none: nothing of it may be done twice for that.
     *
     * @param step where the routes said that all is done, or that nobody did
     */
    void unproven(InFlight record, String step);
}
