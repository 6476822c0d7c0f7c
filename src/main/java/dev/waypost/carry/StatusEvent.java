package dev.waypost.carry;

import dev.waypost.config.WaypostConfig;
import dev.waypost.dedup.StatusTail;
import dev.waypost.deliver.PortNews;
import dev.waypost.intake.MailRecord;
import dev.waypost.pace.PaceNews;
import dev.waypost.report.Receipts;
import dev.waypost.report.RecordPlace;
import dev.waypost.report.StatusData;
import dev.waypost.trace.Traces;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Message;
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
    private final PaceNews pace;
    private final Traces traces;

    @Inject
    StatusEvent(
            WaypostConfig config,
            PortNews news,
            PaceNews pace,
            Traces traces,
            @ConfigProperty(name = "hostname") Optional<String> hostname,
            Clock clock) {
        this.data = new StatusData(config.relay().profile(), hostname.orElse(""));
        this.news = news;
        this.pace = pace;
        this.traces = traces;
        this.clock = clock;
    }

    /** The next record that is written is the status event of this delivery's result. */
    public Delivery write(Delivery delivery, Message message) {
        MailRecord record = delivery.record();
        Instant now = clock.instant();
        String mailId = delivery.mailId();
        byte[] value =
                data.of(mailId, delivery.event(), delivery.attempts(), delivery.result(), now);
        return OutgoingRecord.of(mailId.getBytes(StandardCharsets.UTF_8), value)
                .with(StatusData.headers(RecordPlace.of(record).toString(), now))
                .with(traces.told(record, mailId, delivery.attempts(), delivery.result()))
                .with(PortNews.HEADER, news.told())
                .with(PaceNews.HEADER, pace.told())
                .with(StatusTail.HEADER, delivery.acceptedMarks())
                .into(message, delivery, Receipts.Report.STATUS);
    }

    /** Leaves out of the message, a status event, all that may make it large. */
    Delivery shortened(Delivery delivery, Message message) {
        byte[] key = message.getHeader(KafkaConstants.KEY, byte[].class);
        String mailId = new String(key, StandardCharsets.UTF_8);
        byte[] value = data.shortened(mailId, delivery.result(), clock.instant());
        return delivery.writing(
                OutgoingRecord.whole(value, List.of(), delivery, Receipts.Report.STATUS));
    }
}
