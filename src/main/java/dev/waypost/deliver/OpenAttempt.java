package dev.waypost.deliver;

import dev.waypost.smtp.PhaseTimes;

/** A try on a port that has begun. */
public record OpenAttempt(AttemptLog log, SubmissionPort port, PhaseTimes times) {

    /** For logs: where. */
    @Override
    public String toString() {
        return "an attempt on port " + port.name();
    }
}
