package dev.waypost.deliver;

/**
 * A try on a port that has begun.
 *
 * @param startedAt as {@link System#nanoTime}
 */
public record OpenAttempt(AttemptLog log, SubmissionPort port, long startedAt) {

    /** For logs: where. */
    @Override
    public String toString() {
        return "an attempt on port " + port.name();
    }
}
