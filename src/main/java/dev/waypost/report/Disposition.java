package dev.waypost.report;

import dev.waypost.classify.Outcome;

/** What became of one recipient in a pass, and what the relay's word on it means. */
public record Disposition(Status status, Outcome outcome) {

    boolean isAccepted() {
        return status == Status.ACCEPTED;
    }

    /** For logs: the relay's words may name the recipient. */
    @Override
    public String toString() {
        return status + " " + outcome.reason();
    }
}
