package dev.waypost.carry;

import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.Reason;
import dev.waypost.commit.ReadTopics;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.report.DeliveryResult;
import dev.waypost.report.Receipts;
import dev.waypost.report.Results;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * What routes call when a pass is over, well or not: the delivery gets its result, and what that
 * demands in Kafka. Any thread.
 */
@Singleton
@Named("deliveryResults")
@RegisterForReflection
public class DeliveryResults {

    private static final Logger LOG = Logger.getLogger(DeliveryResults.class);

    private final Results results;
    private final String topic;
    private final ReadTopics read;

    @Inject
    DeliveryResults(Results results, WaypostConfig config, ReadTopics read) {
        this.results = results;
        this.topic = config.topic();
        this.read = read;
    }

    /**
     * After a pass: each recipient has its own outcome in the attempts, or none has.
     *
     * @param cause what ended it; null where the relay took the mail
     */
    public Delivery conclude(Delivery delivery, Exception cause) {
        AttemptLog pass = delivery.attempts();
        if (pass == null || pass.recipients().isEmpty()) {
            return conclude(delivery, ((DeliveryFailure) cause).outcome());
        }
        return byRecipient(delivery);
    }

    /** The event cannot be carried as it is, and never will be. */
    public Delivery refuse(Delivery delivery, Exception cause) {
        Reason reason =
                cause instanceof InvalidEvent invalid
                        ? Reason.valueOf(invalid.kind().name())
                        : Reason.UNCOMPOSABLE;
        return conclude(delivery, Results.local(OutcomeClass.REJECT, reason, cause.getMessage()));
    }

    /**
     * The relay broke off in the middle of this mail, and no other port took it. The mail may be
     * why, so it counts as an attempt: it must come to an end some day.
     */
    public Delivery brokenOff(Delivery delivery) {
        delivery.attempts().putOff();
        return byRecipient(delivery);
    }

    /**
     * Something that nobody foresaw: unknown is transient. Where the relay had its say before, that
     * holds: who has the mail does not get it again.
     */
    public Delivery unexpected(Delivery delivery, Exception cause) {
        AttemptLog pass = delivery.attempts();
        if (pass != null && !pass.recipients().isEmpty()) {
            LOG.error("not foreseen, behind the delivery; what the relay said holds", cause);
            return conclude(delivery, cause);
        }
        LOG.error("not foreseen; the mail is tried again", cause);
        return conclude(
                delivery,
                Results.local(
                        OutcomeClass.RETRY, Reason.UNEXPECTED_ERROR, cause.getClass().getName()));
    }

    /** The same mail was accepted before: it is reported, not sent. */
    public Delivery duplicate(Delivery delivery) {
        return conclude(
                delivery,
                Results.local(
                        OutcomeClass.ACCEPTED,
                        Reason.DUPLICATE,
                        "accepted before; not sent again"));
    }

    private Delivery byRecipient(Delivery delivery) {
        return conclude(
                delivery,
                results.after(
                        delivery.attempts().recipients(), delivery.event(), delivery.history()));
    }

    private Delivery conclude(Delivery delivery, Outcome outcome) {
        return conclude(delivery, results.of(outcome, delivery.event(), delivery.history()));
    }

    private Delivery conclude(Delivery delivery, DeliveryResult outOfLane) {
        DeliveryResult result = outOfLane.in(delivery.lane());
        return delivery.concluded(result, new Receipts(topic, read::isRead, result));
    }
}
