package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Phase;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A limit of the relay that a reply told of, and that this pod keeps to by itself: the rate of
 * mails, or the number of connections. Longer pauses, and quotas, are the {@link RelayGate}'s.
 *
 * @param retryAfter how long the relay wants to be left alone; null where it does not say
 */
record RelayLimit(Kind kind, Duration retryAfter) {

    enum Kind {
        RATE,
        CONNECTIONS
    }

    /** A wait that is longer pauses consumption instead. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** The limit that this outcome tells of, if it is one of these. */
    static Optional<RelayLimit> of(Outcome outcome) {
        if (outcome.outcomeClass() != OutcomeClass.SLOW
                || outcome.retryAfter() != null && outcome.retryAfter().compareTo(LONGEST) > 0) {
            return Optional.empty();
        }
        return kind(outcome.reason()).map(kind -> new RelayLimit(kind, outcome.retryAfter()));
    }

    /** The limit that a failed transaction told of, by its own reply or by one to a recipient. */
    static Optional<RelayLimit> of(SubmissionFailure failure, OutcomeClassifier classifier) {
        return first(
                Stream.concat(Stream.of(failure.trouble()), refused(failure.recipients())),
                classifier);
    }

    /** The limit that kept a recipient from being accepted beside others. */
    static Optional<RelayLimit> of(SubmissionReport report, OutcomeClassifier classifier) {
        return first(refused(report.recipients()), classifier);
    }

    private static Optional<RelayLimit> first(
            Stream<Trouble> troubles, OutcomeClassifier classifier) {
        return troubles.map(classifier::classify)
                .map(RelayLimit::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Stream<Trouble> refused(List<RecipientReply> recipients) {
        return recipients.stream()
                .map(RecipientReply::reply)
                .filter(reply -> reply.isTransient() || reply.isPermanent())
                .map(reply -> Trouble.reply(Phase.RCPT, reply));
    }

    private static Optional<Kind> kind(String reason) {
        if (reason.equals(Reason.RATE_LIMITED.slug())) {
            return Optional.of(Kind.RATE);
        }
        return reason.equals(Reason.TOO_MANY_CONNECTIONS.slug())
                ? Optional.of(Kind.CONNECTIONS)
                : Optional.empty();
    }
}
