package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.smtp.PhaseTimes;
import java.time.Duration;

/**
 * One try on one port.
 *
 * @param outcome what it came to, for the message as a whole
 * @param times of its phases; never changed any more
 */
public record Attempt(SubmissionPort port, Outcome outcome, Duration took, PhaseTimes times) {

    /** For logs: where, and what became of it. */
    @Override
    public String toString() {
        return "port " + port.name() + ": " + outcome;
    }
}
