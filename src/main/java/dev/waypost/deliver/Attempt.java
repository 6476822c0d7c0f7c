package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import java.time.Duration;

/**
 * One try on one port.
 *
 * @param outcome what it came to, for the message as a whole
 */
public record Attempt(SubmissionPort port, Outcome outcome, Duration took) {

    /** For logs: where, and what became of it. */
    @Override
    public String toString() {
        return "port " + port.name() + ": " + outcome;
    }
}
