package dev.waypost.ops.routes.flow;

import dev.waypost.ops.routes.Fact;
import dev.waypost.ops.routes.FailureCase;
import dev.waypost.ops.routes.Word;
import java.util.List;
import java.util.Set;
import org.apache.camel.model.ProcessorDefinition;

/**
 * One way that a record may have come through the routes. Immutable.
 *
 * @param facts what is known, a bit for each: ways are compared more often than anything else
 * @param trouble what went wrong and is being dealt with; null where nothing did
 * @param body what the message holds
 * @param topic where a header says to write instead of the endpoint's topic; {@code ""} for nowhere
 * @param last the step that it took last; null before the first
 */
record Way(
        long facts, FailureCase trouble, String body, String topic, ProcessorDefinition<?> last) {

    static Way of(Set<Fact> facts) {
        return new Way(0, null, Word.OTHER, "", null).with(List.copyOf(facts));
    }

    boolean has(Fact fact) {
        return (facts & bit(fact)) != 0;
    }

    boolean isEnded() {
        return has(Fact.DONE) || has(Fact.RELEASED) || has(Fact.HANDED_ON);
    }

    /** Whether the message holds the delivery still. */
    boolean holdsDelivery() {
        return !body.equals(Word.OTHER);
    }

    Way with(Fact... more) {
        return with(List.of(more));
    }

    Way with(List<Fact> more) {
        long all = facts;
        for (Fact fact : more) {
            all |= bit(fact);
        }
        return new Way(all, trouble, body, topic, last);
    }

    Way without(Fact fact) {
        return new Way(facts & ~bit(fact), trouble, body, topic, last);
    }

    private static long bit(Fact fact) {
        return 1L << fact.ordinal();
    }

    Way in(FailureCase trouble) {
        return new Way(facts, trouble, body, topic, last);
    }

    Way holding(String body) {
        return new Way(facts, trouble, body, topic, last);
    }

    Way writingTo(String topic) {
        return new Way(facts, trouble, body, topic, last);
    }

    Way after(ProcessorDefinition<?> step) {
        return new Way(facts, trouble, body, topic, step);
    }
}
