package dev.waypost.report;

import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.PortNews;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What became of a mail, told to whoever asked for it: a CloudEvent of type {@code mail.status.v1}
 * in binary mode, keyed by the mail's id. Any thread.
 */
@Singleton
@Named("statusEvent")
@RegisterForReflection
public class StatusEvent {

    private final Clock clock;
    private final StatusData data;
    private final PortNews news;

    @Inject
    StatusEvent(
            WaypostConfig config,
            PortNews news,
            @ConfigProperty(name = "hostname") Optional<String> hostname,
            Clock clock) {
        this.data = new StatusData(config.relay().profile(), hostname.orElse(""));
        this.news = news;
        this.clock = clock;
    }

    /** Makes the message the status event of this exchange's verdict. */
    public void write(Exchange exchange) {
        MailRecord record = exchange.getProperty("record", MailRecord.class);
        Instant now = clock.instant();
        String mailId = mailId(exchange, record);
        OutgoingRecord.in(
                        exchange,
                        Receipts.Report.STATUS,
                        mailId.getBytes(StandardCharsets.UTF_8),
                        data.of(exchange, mailId, now))
                .with("ce_specversion", "1.0")
                .with("ce_type", "mail.status.v1")
                .with("ce_source", "waypost")
                .with("ce_id", record.topic() + "/" + record.partition() + "/" + record.offset())
                .with("ce_time", now)
                .with("content-type", "application/json")
                .with(PortNews.HEADER, news.told());
    }

    /** Leaves out of the message, a status event, all that may make it large. */
    void shorten(Exchange exchange) {
        byte[] key = exchange.getMessage().getHeader(KafkaConstants.KEY, byte[].class);
        String mailId = new String(key, StandardCharsets.UTF_8);
        OutgoingRecord.replace(
                exchange,
                Receipts.Report.STATUS,
                data.shortened(exchange, mailId, clock.instant()));
    }

    /** The event's id; for a record that has none that can be read, the record's place. */
    private static String mailId(Exchange exchange, MailRecord record) {
        MailEvent event = exchange.getProperty("event", MailEvent.class);
        if (event != null) {
            return event.id();
        }
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (cause instanceof InvalidEvent invalid && invalid.mailId() != null) {
            return invalid.mailId();
        }
        return record.topic() + "/" + record.partition() + "/" + record.offset();
    }
}
