package dev.waypost.report;

import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.PermanentFailure;
import dev.waypost.classify.Reason;
import dev.waypost.classify.TransientFailure;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.PortDesk;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;

/**
 * Where a record stands in its life, before it is carried: what lies behind it, and whether its
 * time has come or gone. Any thread.
 */
@Singleton
@Named("redeliveries")
@RegisterForReflection
public class Redeliveries {

    /** Exchange property: the record's {@link Redelivery}. */
    static final String REDELIVERY = "redelivery";

    /** Reason of a mail whose {@code send_at} lies ahead. */
    static final String SCHEDULED = Reason.SCHEDULED.slug();

    private final String retryPrefix;
    private final Deferral deferral;
    private final Clock clock;

    @Inject
    Redeliveries(WaypostConfig config, Clock clock) {
        this.retryPrefix = config.topic() + ".retry.";
        this.deferral =
                new Deferral(
                        RetrySchedule.parse(config.retry().schedule()), config.retry().maxAge());
        this.clock = clock;
    }

    /** When a record of a retry topic is due, by its header; null where it is due at once. */
    public Instant dueAt(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(Redelivery.DUE_AT);
        return header instanceof byte[] text
                ? Redelivery.instant(new String(text, StandardCharsets.UTF_8))
                : null;
    }

    /** Opens the record's file: sets properties {@code redelivery} and {@code remaining}. */
    public void open(Exchange exchange) {
        MailRecord record = exchange.getProperty("record", MailRecord.class);
        Redelivery behind =
                record.topic().startsWith(retryPrefix)
                        ? Redelivery.of(record)
                        : Redelivery.first(record);
        exchange.setProperty(REDELIVERY, behind);
        if (!behind.remaining().isEmpty()) {
            exchange.setProperty(PortDesk.REMAINING, behind.remaining());
        }
    }

    /**
     * Asks the clock about the event.
     *
     * @throws PermanentFailure where it is too old
     * @throws TransientFailure where its {@code send_at} lies ahead; that counts no attempt
     */
    public void checkTime(Exchange exchange) throws PermanentFailure, TransientFailure {
        MailEvent event = exchange.getProperty("event", MailEvent.class);
        Redelivery behind = exchange.getProperty(REDELIVERY, Redelivery.class);
        Instant now = clock.instant();
        Instant first = behind.firstAttemptAt() == null ? now : behind.firstAttemptAt();
        Instant expiry = deferral.expiry(event, first);
        if (now.isAfter(expiry)) {
            throw new PermanentFailure(
                    Verdicts.local(
                            OutcomeClass.REJECT,
                            Reason.EXPIRED.slug(),
                            "it was due before " + expiry));
        }
        if (event.sendAt() != null && event.sendAt().isAfter(now)) {
            throw new TransientFailure(
                    Verdicts.local(
                            OutcomeClass.RETRY, SCHEDULED, "to be sent at " + event.sendAt()));
        }
    }
}
