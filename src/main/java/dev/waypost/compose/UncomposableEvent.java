package dev.waypost.compose;

/**
 * The event is valid as an event, yet no message can be made of it: a field with a line break, a
 * raw message that is none, a domain without an A-label. Permanent: the same event fails again. The
 * message names the field and never quotes addresses or content. Carries no stack trace.
 */
public final class UncomposableEvent extends Exception {

    private static final String REASON = "uncomposable";

    public UncomposableEvent(String message) {
        super(message, null, false, false);
    }

    /** The stable slug for status events and dead letters. */
    public String reason() {
        return REASON;
    }
}
