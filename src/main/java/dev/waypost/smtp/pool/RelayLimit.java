package dev.waypost.smtp.pool;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RecipientReply;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import dev.waypost.smtp.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A limit of the relay that a reply told of, and how long that wants to be left alone.
 *
 * @param retryAfter as the reply or its rule says; null where neither does
 * @param reply that told; null where it was no reply
 */
public record RelayLimit(Kind kind, Duration retryAfter, SmtpReply reply) {

    /** What there was too much of; each has an ending of its own. */
    public enum Kind {
        /** Mails a second: the pace falls. */
        RATE,
        /** Connections at once: there are fewer. */
        CONNECTIONS,
        /** Messages on one connection: another one carries on. */
        SESSION,
        /** Mails an hour, a day, a month: consumption pauses, one mail asks now and then. */
        QUOTA;

        /** Whether this limit was met, if any. */
        boolean isOf(Optional<RelayLimit> limit) {
            return limit.filter(met -> met.kind() == this).isPresent();
        }
    }

    /** Knows which replies tell of a limit. */
    public interface Reading {
        Optional<RelayLimit> of(Trouble trouble);

        /** The limit that a failed transaction told of, by its own reply or a recipient's. */
        default Optional<RelayLimit> ofFailure(SubmissionFailure failure) {
            return first(
                    Stream.concat(Stream.of(failure.trouble()), refused(failure.recipients())));
        }

        /** The limit that kept a recipient from being accepted beside others. */
        default Optional<RelayLimit> ofReport(SubmissionReport report) {
            return first(refused(report.recipients()));
        }

        private Optional<RelayLimit> first(Stream<Trouble> troubles) {
            return troubles.map(this::of).flatMap(Optional::stream).findFirst();
        }

        private static Stream<Trouble> refused(List<RecipientReply> recipients) {
            return recipients.stream()
                    .map(RecipientReply::reply)
                    .filter(reply -> reply.isTransient() || reply.isPermanent())
                    .map(reply -> Trouble.reply(Phase.RCPT, reply));
        }
    }

    /** A wait that is longer pauses consumption instead. */
    private static final Duration LONGEST_WITHOUT_PAUSE = Duration.ofMinutes(1);

    /** RFC 5321 leaves it open; SES asks for up to 10 minutes, most limits are per minute. */
    private static final Duration BY_DEFAULT = Duration.ofMinutes(1);

    /** Some of a quota is back before its period is over, where the window moves. */
    private static final Duration QUOTA_BY_DEFAULT = Duration.ofMinutes(10);

    /** Whatever the hint: one mail asks again, and nothing is lost by asking; no attempt counts. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Whether a mail was one too many, and not a connection. */
    public boolean isOfMails() {
        return kind == Kind.RATE || kind == Kind.QUOTA;
    }

    /** Code and enhanced status of the reply: its words may name a recipient. */
    public String status() {
        return reply == null ? "no reply" : reply.status();
    }

    /** Whether pace and connections keep to it while consumption goes on. */
    public boolean isKeptInMotion() {
        return (kind == Kind.RATE || kind == Kind.CONNECTIONS)
                && (retryAfter == null || retryAfter.compareTo(LONGEST_WITHOUT_PAUSE) <= 0);
    }

    /** How long the relay is to be left alone where nothing else keeps to its limit. */
    public Duration pause() {
        return pause(retryAfter, kind == Kind.QUOTA ? QUOTA_BY_DEFAULT : BY_DEFAULT);
    }

    /**
     * How long a relay is to be left alone that told of no limit in particular.
     *
     * @param asked as the reply says; null where it does not
     */
    public static Duration pause(Duration asked) {
        return pause(asked, BY_DEFAULT);
    }

    private static Duration pause(Duration asked, Duration byDefault) {
        Duration pause = asked == null ? byDefault : asked;
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
