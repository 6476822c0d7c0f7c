package dev.waypost.carry;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.Reason;
import dev.waypost.lane.Lane;
import dev.waypost.report.Receipts;
import dev.waypost.report.Redelivery;
import dev.waypost.report.Verdict;
import dev.waypost.smtp.SmtpReply;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.apache.camel.Message;

/**
 * A record given up, kept as it came with its reason beside it: the original key, value and
 * headers, and headers that begin with {@code dead-letter-}. Any thread.
 */
@Singleton
@Named("deadLetter")
@RegisterForReflection
public class DeadLetter {

    static final String PREFIX = "dead-letter-";

    private static final String VERSION = "1";

    private final Clock clock;

    @Inject
    DeadLetter(Clock clock) {
        this.clock = clock;
    }

    /** The next record that is written is the dead letter of this delivery. */
    public Delivery write(Delivery delivery, Message message) {
        Verdict verdict = delivery.result();
        Outcome outcome =
                verdict.rejected().isEmpty()
                        ? verdict.outcome()
                        : verdict.recipients()
                                .getOrDefault(verdict.rejected().get(0), verdict.outcome());
        SmtpReply reply = outcome.reply();
        Redelivery behind = verdict.next();
        String reason =
                verdict.status().equals("expired") ? Reason.EXPIRED.slug() : outcome.reason();
        return OutgoingRecord.of(delivery.record())
                .with(PREFIX + "reason", reason)
                .with(PREFIX + "class", outcome.outcomeClass())
                .with(PREFIX + "detail", outcome.detail())
                .with(PREFIX + "phase", outcome.phase().label())
                .with(PREFIX + "code", reply == null ? null : reply.code())
                .with(PREFIX + "enhanced-status", reply == null ? null : reply.enhanced())
                .with(PREFIX + "response", reply)
                .with(PREFIX + "attempts", behind.attempts())
                .with(PREFIX + "first-attempt-at", behind.firstAttemptAt())
                .with(PREFIX + "failed-at", clock.instant())
                .with(PREFIX + "topic", behind.topic())
                .with(PREFIX + "partition", behind.partition())
                .with(PREFIX + "offset", behind.offset())
                .with(PREFIX + "timestamp", behind.timestamp())
                .with(PREFIX + "recipients", recipients(verdict))
                .with(PREFIX + "lane", lane(delivery))
                .with(PREFIX + "history", lines(behind))
                .with(PREFIX + "replay-count", behind.replays())
                .with(PREFIX + "version", VERSION)
                .into(message, delivery, Receipts.Report.DEAD_LETTER);
    }

    /** The one that it goes back to when it is replayed; null for the normal one. */
    private static String lane(Delivery delivery) {
        return delivery.lane() == Lane.NORMAL ? null : delivery.lane().label();
    }

    private static String recipients(Verdict verdict) {
        return verdict.rejected().isEmpty() ? null : String.join("\n", verdict.rejected());
    }

    private static String lines(Redelivery behind) {
        return behind.history().isEmpty() ? null : String.join("\n", behind.history());
    }
}
