package dev.waypost.report;

import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * What stands in the way of reports and is known before one is tried, such as a right that this
 * user lacks. Whoever finds it says so here. Any thread.
 */
@Singleton
public class ReportObstacle {

    private record Known(String why, boolean writable) {}

    private volatile Known known;

    /**
     * There is one.
     *
     * @param why in words for an operator
     * @param writable whether reports can be written all the same; if not, no mail is taken
     */
    public void put(String why, boolean writable) {
        known = new Known(why, writable);
    }

    /** There is none, or none any more. */
    public void remove() {
        known = null;
    }

    /** Why, in words for an operator; empty where nothing stands in the way. */
    public Optional<String> why() {
        return Optional.ofNullable(known).map(Known::why);
    }

    /** Whether what becomes of a mail can be written at all. */
    public boolean letsWrite() {
        Known now = known;
        return now == null || now.writable();
    }
}
