package dev.waypost.carry;

import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.Receipts;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Message;

/**
 * A record put off: as it came, with what lies behind it and when it is due in the {@code waypost-}
 * headers. Any thread.
 */
@Singleton
@Named("retryRecord")
@RegisterForReflection
public class RetryRecord {

    /** The next record that is written is the retry of this delivery. */
    public Delivery write(Delivery delivery, Message message) {
        return OutgoingRecord.of(delivery.record())
                .with(delivery.result().next().headers())
                .with(DeliveryHistory.MAIL_ID, delivery.mailId())
                .into(message, delivery, Receipts.Report.RETRY);
    }
}
