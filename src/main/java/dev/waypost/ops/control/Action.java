package dev.waypost.ops.control;

import java.util.Locale;
import java.util.Optional;

/** What an operator may want of the pods. */
public enum Action {
    /** Begin no mail until a time. */
    PAUSE(true),
    /** Begin mails again. */
    RESUME(false),
    /** Open a connection to a port now, or to each, whatever is known of it. */
    TRY_PORTS(false),
    /** Know nothing of a port's failures any more, or of all. */
    FORGET_PORTS(false),
    /** Write the SMTP dialogue of one mail, recipient or port to the log until a time. */
    TRACE(true),
    /** Log a category at another level until a time. */
    LOG_LEVEL(true),
    /** Say how the pod is. */
    STATUS(false);

    private final boolean lasting;

    Action(boolean lasting) {
        this.lasting = lasting;
    }

    /** Whether it holds until a time, so that a pod that starts meanwhile obeys it too. */
    public boolean isLasting() {
        return lasting;
    }

    /** As the control topic has it: {@code try-ports}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The action of this word. */
    public static Optional<Action> named(String word) {
        for (Action action : values()) {
            if (action.word().equals(word)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
