package dev.waypost.dedup;

import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.Addressed;
import dev.waypost.intake.MailEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Knows which recipients of which mail were accepted before, by the event's idempotency key: after
 * a restart, a rebalance, a retry or a replay, and when a producer publishes the same event twice.
 * Filled by this pod's own acceptances at once, and by everybody's through {@link StatusTail}. Also
 * keeps two records of one mail from being carried at the same time. Any thread.
 */
@Singleton
@Named("seenEvents")
@RegisterForReflection
public class SeenEvents {

    /** Exchange property: the marks to be written beside the status event. */
    public static final String MARKS = "acceptedMarks";

    /** Exchange property of {@link #claim}: whether this exchange may carry the mail now. */
    private static final String CLAIMED = "claimed";

    /** Exchange property of {@link #narrow}: whether nobody is left who has not got the mail. */
    private static final String DUPLICATE = "duplicate";

    private static final String REMAINING = "remaining";

    private final MarkMemory memory;
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();

    @Inject
    SeenEvents(WaypostConfig config) {
        this(config.dedup().window());
    }

    SeenEvents(int window) {
        this.memory = new MarkMemory(window);
    }

    /**
     * Claims the mail for this exchange until it ends: sets property {@code claimed}, to false
     * where another exchange carries the same mail at this moment.
     */
    public void claim(Exchange exchange) {
        String key = key(exchange);
        boolean first = claimed.add(key);
        exchange.setProperty(CLAIMED, first);
        if (first) {
            exchange.getExchangeExtension()
                    .addOnCompletion(
                            new SynchronizationAdapter() {
                                @Override
                                public void onDone(Exchange ended) {
                                    claimed.remove(key);
                                }
                            });
        }
    }

    /**
     * Narrows property {@code remaining} to those recipients of the body, an {@link Addressed},
     * that the mail was not accepted for yet. Sets property {@code duplicate} to whether none is
     * left. The marks of the others are written again: the record with them may never have been.
     */
    public void narrow(Exchange exchange) {
        String key = key(exchange);
        List<?> before = exchange.getProperty(REMAINING, List.class);
        List<String> left = new ArrayList<>();
        List<Mark> seen = new ArrayList<>();
        for (String recipient : exchange.getMessage().getBody(Addressed.class).recipients()) {
            if (before == null || before.contains(recipient)) {
                Mark mark = Mark.of(key, recipient);
                if (knows(mark)) {
                    seen.add(mark);
                } else {
                    left.add(recipient);
                }
            }
        }
        exchange.setProperty(REMAINING, List.copyOf(left));
        exchange.setProperty(DUPLICATE, left.isEmpty());
        write(exchange, seen);
    }

    /**
     * The relay accepted the mail for the recipients in property {@code accepted}; call it before
     * anything can fail.
     */
    public void accepted(Exchange exchange) {
        String key = key(exchange);
        List<Mark> marks = new ArrayList<>();
        for (Object recipient : exchange.getProperty("accepted", List.class)) {
            marks.add(Mark.of(key, (String) recipient));
        }
        marks.forEach(memory::add);
        write(exchange, marks);
    }

    private static void write(Exchange exchange, List<Mark> more) {
        if (!more.isEmpty()) {
            List<Mark> marks =
                    new ArrayList<>(Mark.split(exchange.getProperty(MARKS, "", String.class)));
            marks.addAll(more);
            exchange.setProperty(MARKS, Mark.join(marks));
        }
    }

    void remember(String marks) {
        Mark.split(marks).forEach(memory::add);
    }

    boolean knows(Mark mark) {
        return memory.contains(mark);
    }

    private static String key(Exchange exchange) {
        return exchange.getProperty("event", MailEvent.class).idempotencyKey();
    }
}
