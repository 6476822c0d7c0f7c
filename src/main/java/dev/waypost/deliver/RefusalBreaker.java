package dev.waypost.deliver;

import dev.waypost.classify.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/**
 * Tells a mail that is refused from a relay that refuses us: when nearly all of the latest mails
 * were refused for the same reason of configuration (a sender that is not verified, relaying
 * denied), the next one is not a dead letter but a reason to halt. Accepted mails are among the
 * latest mails: each lowers the share, none clears it. Any thread.
 */
public final class RefusalBreaker {

    /** Reasons that are usually about us, not about the mail. */
    private static final Set<Reason> OURS =
            EnumSet.of(Reason.SENDER_UNVERIFIED, Reason.RELAY_DENIED);

    /** Stands for all others, and for an accepted mail. */
    private static final Reason OTHER = Reason.ACCEPTED;

    /**
     * So many mails are evidence enough: who sends twenty a day does not lose a day's mails first.
     * The share must hold for the latest so many too, or a fault that was mended would halt again.
     */
    private static final int EVIDENCE = 10;

    private final int window;
    private final int evidence;
    private final double share;
    private final Deque<Reason> latest = new ArrayDeque<>();

    /**
     * @param window how many of the latest mails are looked at; nothing trips before there are ten,
     *     or so many where that is fewer
     * @param share of them that must be refused alike, 0 to 1
     */
    public RefusalBreaker(int window, double share) {
        this.window = window;
        this.evidence = Math.min(window, EVIDENCE);
        this.share = share;
    }

    /** A mail was refused for good; true where that is one too many. */
    synchronized boolean refused(Reason reason) {
        add(OURS.contains(reason) ? reason : OTHER);
        return OURS.contains(reason)
                && latest.size() >= evidence
                && isShare(reason, evidence)
                && isShare(reason, latest.size());
    }

    /** The relay took a mail. */
    synchronized void accepted() {
        add(OTHER);
    }

    private void add(Reason word) {
        if (latest.size() == window) {
            latest.removeLast();
        }
        latest.addFirst(word);
    }

    private boolean isShare(Reason reason, int mails) {
        return latest.stream().limit(mails).filter(reason::equals).count() >= share * mails;
    }
}
