package dev.waypost.report;

import dev.waypost.intake.MailRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Exchange;

/**
 * A record put off: as it came, with what lies behind it and when it is due in the {@code waypost-}
 * headers. Any thread.
 */
@Singleton
@Named("retryRecord")
@RegisterForReflection
public class RetryRecord {

    /** Makes the message the retry record of this exchange's record and verdict. */
    public void write(Exchange exchange) {
        MailRecord record = exchange.getProperty("record", MailRecord.class);
        Verdict verdict = exchange.getProperty(Verdicts.VERDICT, Verdict.class);
        OutgoingRecord.of(exchange, Receipts.Report.RETRY, record).with(verdict.next().headers());
    }
}
