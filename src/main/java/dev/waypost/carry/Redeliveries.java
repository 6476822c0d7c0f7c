package dev.waypost.carry;

import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.PermanentFailure;
import dev.waypost.classify.Reason;
import dev.waypost.classify.TransientFailure;
import dev.waypost.config.TopicNames;
import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailRecord;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import dev.waypost.report.Deferral;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.Results;
import dev.waypost.report.RetrySchedule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;

/**
 * Where a record stands in its life, before it is carried: what lies behind it, and whether its
 * time has come or gone. Any thread.
 */
@Singleton
@Named("redeliveries")
@RegisterForReflection
public class Redeliveries {

    private final Lanes lanes;
    private final String retryPrefix;
    private final Deferral deferral;
    private final Clock clock;

    @Inject
    Redeliveries(WaypostConfig config, Clock clock) {
        this(
                Lanes.of(config),
                new Deferral(RetrySchedule.of(config), config.retry().maxAge()),
                clock);
    }

    Redeliveries(Lanes lanes, Deferral deferral, Clock clock) {
        this.lanes = lanes;
        this.retryPrefix = new TopicNames(lanes.topic(Lane.NORMAL)).retryPrefix();
        this.deferral = deferral;
        this.clock = clock;
    }

    /**
     * When to take a record of a retry topic again: when it is due by its header, and no later than
     * its topic's delay. One that must wait longer goes into the next topic then, for all behind it
     * in its partition wait too. Null where it is due at once.
     */
    public Instant dueAt(Exchange exchange) {
        Message message = exchange.getMessage();
        Object header = message.getHeader(DeliveryHistory.DUE_AT);
        if (!(header instanceof byte[] text)) {
            return null;
        }
        Instant due = DeliveryHistory.instant(new String(text, StandardCharsets.UTF_8));
        String topic = message.getHeader(KafkaConstants.TOPIC, String.class);
        Long written = message.getHeader(KafkaConstants.TIMESTAMP, Long.class);
        if (due == null || written == null || topic == null || !topic.startsWith(retryPrefix)) {
            return due;
        }
        String delay = topic.substring(retryPrefix.length()).replaceFirst("\\..*", "");
        return RetrySchedule.latest(Instant.ofEpochMilli(written), delay)
                .filter(latest -> latest.isBefore(due))
                .orElse(due);
    }

    /** Opens the record's file: what lies behind it. */
    public Delivery open(Delivery delivery) {
        MailRecord record = delivery.record();
        if (record.topic().startsWith(retryPrefix)) {
            return delivery.opened(DeliveryHistory.of(record));
        }
        return delivery.opened(
                lanes.areSeveral() ? DeliveryHistory.moved(record) : DeliveryHistory.first(record));
    }

    /**
     * Asks the clock about the event.
     *
     * @throws PermanentFailure where it is too old
     * @throws TransientFailure where its {@code send_at}, or the wait that the relay asked for,
     *     lies ahead; that counts no attempt
     */
    public void checkTime(Delivery delivery) throws PermanentFailure, TransientFailure {
        MailEvent event = delivery.event();
        DeliveryHistory behind = delivery.history();
        Instant now = clock.instant();
        Instant first = behind.firstAttemptAt() == null ? now : behind.firstAttemptAt();
        Instant expiry = deferral.expiry(event, first);
        if (now.isAfter(expiry)) {
            throw new PermanentFailure(
                    Results.local(
                            OutcomeClass.REJECT, Reason.EXPIRED, "it was due before " + expiry));
        }
        Instant notBefore = Deferral.notBefore(event, behind);
        if (notBefore != null && notBefore.isAfter(now)) {
            throw new TransientFailure(
                    Results.local(OutcomeClass.RETRY, Reason.SCHEDULED, "not before " + notBefore));
        }
    }
}
