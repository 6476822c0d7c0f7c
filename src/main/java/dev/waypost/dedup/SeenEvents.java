package dev.waypost.dedup;

import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.MailEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Collection;
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

    /** Exchange property: what {@link #accepted} wants written beside the status event. */
    public static final String MARKS = "acceptedMarks";

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
     * Claims the mail for this exchange until it ends.
     *
     * @return false where another exchange carries the same mail at this moment
     */
    public boolean claim(Exchange exchange) {
        String key = key(exchange);
        if (!claimed.add(key)) {
            return false;
        }
        exchange.getExchangeExtension()
                .addOnCompletion(
                        new SynchronizationAdapter() {
                            @Override
                            public void onDone(Exchange ended) {
                                claimed.remove(key);
                            }
                        });
        return true;
    }

    /**
     * Narrows property {@code remaining} to those recipients the mail was not accepted for yet.
     *
     * @param recipients the envelope's
     * @return false where none is left: the mail is a duplicate
     */
    public boolean narrow(Exchange exchange, Collection<String> recipients) {
        String key = key(exchange);
        List<?> before = exchange.getProperty("remaining", List.class);
        List<String> left =
                recipients.stream()
                        .filter(recipient -> before == null || before.contains(recipient))
                        .filter(recipient -> !memory.contains(Mark.of(key, recipient)))
                        .toList();
        exchange.setProperty("remaining", left);
        return !left.isEmpty();
    }

    /** The relay accepted the mail for these recipients; call it before anything can fail. */
    public void accepted(Exchange exchange, Collection<String> recipients) {
        String key = key(exchange);
        List<Mark> marks = recipients.stream().map(r -> Mark.of(key, r)).toList();
        marks.forEach(memory::add);
        if (!marks.isEmpty()) {
            exchange.setProperty(MARKS, Mark.join(marks));
        }
    }

    void remember(String marks) {
        Mark.split(marks).forEach(memory::add);
    }

    private static String key(Exchange exchange) {
        return exchange.getProperty("event", MailEvent.class).idempotencyKey();
    }
}
