package dev.waypost.dedup;

import dev.waypost.config.WaypostConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which recipients of which mail were accepted before, by the event's idempotency key: after
 * a restart, a rebalance, a retry or a replay, and when a producer publishes the same event twice.
 * Filled by this pod's own acceptances at once, and by everybody's through {@link StatusTail}. Also
 * keeps two records of one mail from being carried at the same time. Any thread.
 */
@Singleton
public class SeenEvents {

    /**
     * Recipients, without those who have the mail.
     *
     * @param left in their order
     * @param marks of the others, to be written again: the record with them may never have been;
     *     null where there are none
     */
    public record Remaining(List<String> left, String marks) {

        /** For logs: how many, not who. */
        @Override
        public String toString() {
            return left.size() + " recipients left";
        }
    }

    private final DedupCache memory;
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();

    @Inject
    SeenEvents(WaypostConfig config) {
        this(config.dedup().window());
    }

    /**
     * @param window how many acceptances are remembered
     */
    public SeenEvents(int window) {
        this.memory = new DedupCache(window);
    }

    /** Claims a mail: false where somebody else has it at this moment. */
    public boolean claim(String key) {
        return claimed.add(key);
    }

    /** Gives a claim up. */
    public void release(String key) {
        claimed.remove(key);
    }

    /** Leaves out the recipients that have this mail. */
    public Remaining skipAccepted(String key, List<String> recipients) {
        List<String> left = new ArrayList<>();
        List<Mark> seen = new ArrayList<>();
        for (String recipient : recipients) {
            Mark mark = Mark.of(key, recipient);
            if (knows(mark)) {
                seen.add(mark);
            } else {
                left.add(recipient);
            }
        }
        return new Remaining(List.copyOf(left), written(null, seen));
    }

    /**
     * The relay accepted the mail for these recipients.
     *
     * @param before marks that are to be written already; null for none
     * @return all marks that are to be written beside the status event; null for none
     */
    public String accepted(String key, List<String> recipients, String before) {
        List<Mark> marks = new ArrayList<>();
        for (String recipient : recipients) {
            marks.add(Mark.of(key, recipient));
        }
        marks.forEach(memory::add);
        return written(before, marks);
    }

    private static String written(String before, List<Mark> more) {
        if (more.isEmpty()) {
            return before;
        }
        List<Mark> marks = new ArrayList<>(before == null ? List.of() : Mark.split(before));
        marks.addAll(more);
        return Mark.join(marks);
    }

    /** Somebody wrote these marks. */
    public void remember(String marks) {
        Mark.split(marks).forEach(memory::add);
    }

    /** Whether all of these were written before. */
    boolean knowsAll(String marks) {
        return Mark.split(marks).stream().allMatch(this::knows);
    }

    boolean knows(Mark mark) {
        return memory.contains(mark);
    }
}
