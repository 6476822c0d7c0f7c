package dev.waypost.carry;

import dev.waypost.dedup.SeenEvents;
import dev.waypost.intake.MailEvent;
import dev.waypost.report.DeliveryHistory;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * What routes call as {@code seenEvents}: nobody gets a mail twice, and no two records of one mail
 * are carried at once. Any thread.
 */
@Singleton
@Named("seenEvents")
@RegisterForReflection
public class Deduplication {

    private final SeenEvents seen;

    @Inject
    Deduplication(SeenEvents seen) {
        this.seen = seen;
    }

    /**
     * Claims the mail for this exchange until it ends; {@code underWay} then says whether another
     * exchange carries the same mail at this moment.
     */
    public Delivery claim(Delivery delivery, Exchange exchange) {
        String key = key(delivery);
        boolean first = seen.claim(key);
        if (first) {
            exchange.getExchangeExtension()
                    .addOnCompletion(
                            new SynchronizationAdapter() {
                                @Override
                                public void onDone(Exchange ended) {
                                    seen.release(key);
                                }
                            });
        }
        return delivery.claimed(!first);
    }

    /**
     * Leaves those recipients that the mail was not accepted for yet, of whom this record is for;
     * {@code duplicate} then says whether none is left.
     */
    public Delivery skipAccepted(Delivery delivery) {
        List<String> addressed = addressed(delivery);
        SeenEvents.Remaining remaining = seen.skipAccepted(key(delivery), addressed);
        int known = addressed.size() - remaining.left().size();
        return delivery.narrowedTo(remaining.left(), known, remaining.marks());
    }

    /** The relay accepted the mail; call it before anything can fail. */
    public Delivery accepted(Delivery delivery) {
        return delivery.marked(
                seen.accepted(
                        key(delivery), delivery.attempts().accepted(), delivery.acceptedMarks()));
    }

    /** A retry is for those who had no ending before. */
    private static List<String> addressed(Delivery delivery) {
        List<String> all = delivery.envelope().recipients();
        DeliveryHistory behind = delivery.history();
        return behind.remaining().isEmpty()
                ? all
                : all.stream().filter(behind.remaining()::contains).toList();
    }

    private static String key(Delivery delivery) {
        MailEvent event = delivery.event();
        return event.idempotencyKey();
    }
}
