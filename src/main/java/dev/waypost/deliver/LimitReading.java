package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Reason;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.pool.RelayLimit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads a limit of the relay in what the decision table makes of a reply. Any thread. */
record LimitReading(OutcomeClassifier classifier) implements RelayLimit.Reading {

    private static final Map<Reason, RelayLimit.Kind> KINDS =
            Map.of(
                    Reason.RATE_LIMITED, RelayLimit.Kind.RATE,
                    Reason.TOO_MANY_CONNECTIONS, RelayLimit.Kind.CONNECTIONS,
                    Reason.SESSION_LIMIT, RelayLimit.Kind.SESSION,
                    Reason.QUOTA_EXHAUSTED, RelayLimit.Kind.QUOTA);

    @Override
    public Optional<RelayLimit> of(Trouble trouble) {
        return of(classifier.classify(trouble));
    }

    /** The limit that this outcome tells of, if it is one of these. */
    static Optional<RelayLimit> of(Outcome outcome) {
        return outcome.outcomeClass() == OutcomeClass.SLOW
                ? Optional.ofNullable(KINDS.get(outcome.reason()))
                        .map(kind -> new RelayLimit(kind, outcome.retryAfter(), outcome.reply()))
                : Optional.empty();
    }

    /** How long consumption pauses after this outcome, whatever limit it tells of. */
    static Duration pause(Outcome outcome) {
        return of(outcome)
                .map(RelayLimit::pause)
                .orElseGet(() -> RelayLimit.pause(outcome.retryAfter()));
    }
}
