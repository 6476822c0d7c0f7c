package dev.waypost.ops.deadletter;

import java.util.Collection;
import java.util.Set;
import java.util.function.Function;

/** What dead letters are counted by. */
public enum CountBy {
    REASON(letter -> Set.of(letter.reason())),
    CLASS(letter -> Set.of(letter.outcomeClass())),
    CODE(letter -> Set.of(letter.code().orElse("-"))),
    /** One letter may be for several. */
    DOMAIN(DeadLetterRecord::domains),
    /** In UTC. */
    DAY(letter -> Set.of(letter.failedAt().toString().substring(0, 10))),
    /** In UTC. */
    HOUR(letter -> Set.of(letter.failedAt().toString().substring(0, 13) + "h"));

    private final Function<DeadLetterRecord, Collection<String>> keys;

    CountBy(Function<DeadLetterRecord, Collection<String>> keys) {
        this.keys = keys;
    }

    Collection<String> keys(DeadLetterRecord letter) {
        return keys.apply(letter);
    }
}
