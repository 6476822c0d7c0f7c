package dev.waypost.deliver;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Set;

/**
 * Tells a mail that is refused from a relay that refuses us: when nearly all of the recent mails
 * were refused for the same reason of configuration (a sender that is not verified, relaying
 * denied), the next one is not a dead letter but a reason to halt. An acceptance clears it. Any
 * thread.
 */
public final class RefusalBreaker {

    /** Reasons that are usually about us, not about the mail. */
    private static final Set<String> OURS = Set.of("sender_unverified", "relay_denied");

    private static final String OTHER = "";

    private final int window;
    private final double share;
    private final Deque<String> recent = new ArrayDeque<>();

    /**
     * @param window how many recent mails are looked at; nothing trips before there are so many
     * @param share of them that must be refused alike, 0 to 1
     */
    public RefusalBreaker(int window, double share) {
        this.window = window;
        this.share = share;
    }

    /** A mail was refused for good; true where that is one too many. */
    synchronized boolean refused(String reason) {
        if (recent.size() == window) {
            recent.removeFirst();
        }
        recent.addLast(OURS.contains(reason) ? reason : OTHER);
        return OURS.contains(reason)
                && recent.size() == window
                && Collections.frequency(recent, reason) >= share * window;
    }

    /** The relay took a mail: it does not refuse us. */
    synchronized void accepted() {
        recent.clear();
    }
}
