package dev.waypost.simulation;

import dev.waypost.carry.Delivery;
import dev.waypost.report.DeliveryResult;
import java.util.EnumSet;
import java.util.Set;

/** The records that may be written about one that was carried. */
enum Written {
    STATUS,
    RETRY,
    DEAD_LETTER;

    static Written in(String topic) {
        return topic.endsWith(".status")
                ? STATUS
                : topic.endsWith(".dead-letter") ? DEAD_LETTER : RETRY;
    }

    /** Those that the verdict of this walk asks for. */
    static Set<Written> demandedBy(Walk walk) {
        Delivery delivery = Delivery.in(walk.exchange);
        DeliveryResult verdict = delivery.result();
        Set<Written> demanded = EnumSet.noneOf(Written.class);
        // That a scheduled mail goes on waiting was told when it began to.
        if (verdict.statusDue()) {
            demanded.add(STATUS);
        }
        if (verdict.isDeferred()) {
            demanded.add(RETRY);
        }
        if (verdict.isDeadLettered()) {
            demanded.add(DEAD_LETTER);
        }
        return demanded;
    }
}
