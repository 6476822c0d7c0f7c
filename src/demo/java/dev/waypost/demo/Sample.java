package dev.waypost.demo;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * A mail event to try things with; every one has an id of its own, since a second event with the
 * same id is the same mail.
 */
record Sample(String id, String json) {

    private static final String EVENT =
            """
            {"id": "%s", "from": "Shop <shop@example.org>", "to": ["ann@example.net"], \
            "subject": "Your order of %s", "text": "Thank you."}""";

    /** Returns a new event, told from others by the time and the number. */
    static Sample number(long number) {
        LocalTime now = LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
        String id = "sample-" + ProcessHandle.current().pid() + "-" + number;
        return new Sample(id, EVENT.formatted(id, now));
    }
}
