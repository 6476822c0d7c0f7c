package dev.waypost.smtp.client;

import org.jboss.logging.Logger;

/**
 * Whether commands go to one port in groups, as RFC 2920 has it: not any more where the first group
 * got fewer replies than it had commands, for something between us and the relay, or the relay,
 * offers what it cannot do. Until the process ends; any thread.
 */
public final class Pipelining {

    private static final Logger LOG = Logger.getLogger(Pipelining.class);

    private enum State {
        UNTRIED,
        WORKS,
        OFF
    }

    private final String target;
    private State state = State.UNTRIED;

    /**
     * @param target the port without its login, as {@code smtp:host:587}
     */
    public Pipelining(String target) {
        this.target = target;
    }

    public synchronized boolean isOff() {
        return state == State.OFF;
    }

    /** Nobody knows yet whether a group is answered to its end. */
    synchronized boolean isUntried() {
        return state == State.UNTRIED;
    }

    /** A group got all its replies. */
    public synchronized void answered() {
        if (state == State.UNTRIED) {
            state = State.WORKS;
        }
    }

    /** A group got some replies, but not all. */
    synchronized void cutShort() {
        if (state == State.UNTRIED) {
            state = State.OFF;
            LOG.warnf(
                    "%s offers PIPELINING but answered only the beginning of a group; one command"
                            + " at a time from now on",
                    target);
        }
    }
}
