package dev.waypost.carry;

import dev.waypost.classify.Outcome;
import dev.waypost.lane.Lane;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.DeliveryResult;
import dev.waypost.report.Receipts;
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

    /** What its headers begin with. */
    public static final String PREFIX = "dead-letter-";

    private static final String VERSION = "1";

    private final Clock clock;

    @Inject
    DeadLetter(Clock clock) {
        this.clock = clock;
    }

    /** The next record that is written is the dead letter of this delivery. */
    public Delivery write(Delivery delivery, Message message) {
        DeliveryResult verdict = delivery.result();
        Outcome outcome = verdict.deadLetterOutcome();
        SmtpReply reply = outcome.reply();
        DeliveryHistory behind = verdict.next();
        return OutgoingRecord.of(delivery.record())
                .with(PREFIX + "mail-id", delivery.mailId())
                .with(PREFIX + "reason", verdict.deadLetterReason().slug())
                .with(PREFIX + "class", outcome.outcomeClass())
                .with(PREFIX + "detail", outcome.detail())
                .with(PREFIX + "phase", outcome.phase().label())
                .with(PREFIX + "code", reply == null ? null : reply.code())
                .with(PREFIX + "enhanced-status", reply == null ? null : reply.enhanced())
                .with(PREFIX + "response", reply)
                .with(PREFIX + "attempts", behind.attempts())
                .with(PREFIX + "first-attempt-at", behind.firstAttemptAt())
                .with(PREFIX + "failed-at", clock.instant())
                .with(PREFIX + "topic", behind.place().topic())
                .with(PREFIX + "partition", behind.place().partition())
                .with(PREFIX + "offset", behind.place().offset())
                .with(PREFIX + "timestamp", behind.timestamp())
                .with(PREFIX + "recipients", recipients(verdict))
                .with(PREFIX + "accepted-count", positive(behind.accepted()))
                .with(
                        PREFIX + "given-up-count",
                        positive(behind.givenUp() - verdict.rejected().size()))
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

    private static String recipients(DeliveryResult verdict) {
        return verdict.rejected().isEmpty() ? null : String.join("\n", verdict.rejected());
    }

    private static Integer positive(int count) {
        return count > 0 ? count : null;
    }

    private static String lines(DeliveryHistory behind) {
        return behind.history().isEmpty() ? null : String.join("\n", behind.history());
    }
}
