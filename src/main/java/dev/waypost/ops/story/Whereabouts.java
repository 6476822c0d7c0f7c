package dev.waypost.ops.story;

import dev.waypost.report.RecordPlace;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a mail is now, for some of its recipients.
 *
 * @param recipients empty for everybody the event names
 * @param since when it came to that; the record's own time where nothing was told of it yet
 * @param reason why, by its slug; {@code ""} where there is none
 * @param nextTry when it is tried again, at the earliest
 * @param place the record that it waits in, or its dead letter
 * @param ahead records that are read before it, at most
 */
public record Whereabouts(
        State state,
        List<String> recipients,
        Instant since,
        String reason,
        Optional<Instant> nextTry,
        Optional<RecordPlace> place,
        long ahead) {

    /** What it is, in one word. */
    public enum State {
        /** Published, and not taken yet. */
        QUEUED,
        /** Put off, until {@link Whereabouts#nextTry}. */
        WAITING,
        /** The relay has it. */
        ACCEPTED,
        /** A dead letter. */
        GIVEN_UP,
        /** Put back from the dead letters, and not taken yet. */
        REPLAYED;

        /** {@code given_up}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String status) {
            return switch (status) {
                case "accepted", "duplicate" -> ACCEPTED;
                case "rejected", "held", "expired", "partly_accepted" -> GIVEN_UP;
                case "replayed" -> REPLAYED;
                default -> WAITING;
            };
        }
    }

    Whereabouts at(RecordPlace found, Optional<Instant> next, long before) {
        return new Whereabouts(
                state,
                recipients,
                since,
                reason,
                next.or(() -> nextTry),
                Optional.of(found),
                before);
    }

    /** For logs: no recipients. */
    @Override
    public String toString() {
        return state + " since " + since;
    }
}
