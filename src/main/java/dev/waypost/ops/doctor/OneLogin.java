package dev.waypost.ops.doctor;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.client.RelayConnector;
import java.time.Duration;

/**
 * Who only looks at a login tries it at one port first, and at the others once it was right: a
 * wrong password costs one attempt in all. Where the relay leaves that one without an answer, the
 * next may ask. Any thread.
 */
final class OneLogin implements RelayConnector.Turn {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(3).toNanos();

    private enum State {
        UNTRIED,
        UNDER_WAY,
        RIGHT,
        ANSWERED
    }

    private State state = State.UNTRIED;
    private long since;

    @Override
    public void take(RelayConnector.LogIn attempt) throws SubmissionFailure {
        begin();
        State next = State.UNTRIED;
        try {
            attempt.logIn();
            next = State.RIGHT;
        } catch (SubmissionFailure e) {
            next = e.trouble().reply() == null ? State.UNTRIED : State.ANSWERED;
            throw e;
        } finally {
            ended(next);
        }
    }

    private synchronized void begin() throws SubmissionFailure {
        while (state == State.UNDER_WAY) {
            long left = PATIENCE_NANOS - (System.nanoTime() - since);
            if (left <= 0) {
                break;
            }
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw notTried("interrupted while another port logs in");
            }
        }
        if (state == State.ANSWERED) {
            throw notTried("the login was not tried here: another port did not take it");
        }
        if (state != State.RIGHT) {
            state = State.UNDER_WAY;
            since = System.nanoTime();
        }
    }

    private synchronized void ended(State next) {
        boolean decided = state == State.RIGHT || state == State.ANSWERED;
        state = decided ? state : next;
        notifyAll();
    }

    private static SubmissionFailure notTried(String why) {
        return new SubmissionFailure(Trouble.of(Phase.AUTH, Symptom.ABANDONED, why));
    }
}
