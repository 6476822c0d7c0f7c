package dev.waypost.report;

import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.MailRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Remembers what became of a mail where the record of it cannot be written, so that the writing is
 * tried again and not the mail: a recipient that was accepted never gets a second copy for it, and
 * the relay is not asked again. Says what is wrong to whoever asks for health. Lost with the
 * process; then the marks in the status event, which is written first, say who has the mail. Any
 * thread.
 */
@Singleton
@Named("unwrittenReports")
@RegisterForReflection
public class UnwrittenReports implements Processor {

    private static final Logger LOG = Logger.getLogger(UnwrittenReports.class);

    /** Exchange property of {@link #recall}: whether only the writing is left to be done. */
    private static final String RECALLED = "recalled";

    /** Verdicts kept at once, each of a kilobyte or two; beyond, a mail is carried again. */
    private static final int MOST = 10_000;

    /** A record that did not come back for so long went to another pod, or the relay is away. */
    private static final Duration GONE = Duration.ofMinutes(5);

    /** Then it did not come back from there either. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final String topic;
    private final StatusEvent statusEvent;
    private final Map<RecordPlace, Unwritten> records = new ConcurrentHashMap<>();
    private final Map<RecordPlace, Unwritten> statuses = new ConcurrentHashMap<>();

    @Inject
    UnwrittenReports(WaypostConfig config, StatusEvent statusEvent) {
        this.topic = config.topic();
        this.statusEvent = statusEvent;
    }

    /**
     * The status event could not be written and is going to be tried again; one that is too large
     * is made short first. It is told until the exchange ends.
     */
    @Override
    public void process(Exchange exchange) {
        MailRecord record = exchange.getProperty("record", MailRecord.class);
        Throwable why = cause(exchange);
        RecordPlace place = RecordPlace.of(record);
        Unwritten now = Unwritten.status(place, topic + ".status", why);
        if (statuses.put(place, now) == null) {
            LOG.error(now);
            exchange.getExchangeExtension()
                    .addOnCompletion(
                            new SynchronizationAdapter() {
                                @Override
                                public void onDone(Exchange ended) {
                                    statuses.remove(place);
                                }
                            });
        }
        if (why instanceof RecordTooLargeException) {
            statusEvent.shorten(exchange);
        }
    }

    /** The retry record or the dead letter could not be written: it is all that is left to do. */
    public void remember(Exchange exchange) {
        MailRecord record = exchange.getProperty("record", MailRecord.class);
        Verdict verdict = exchange.getProperty(Verdicts.VERDICT, Verdict.class);
        boolean deferred = exchange.getProperty(Verdicts.DEFERRED, false, Boolean.class);
        String target = deferred ? ".retry." + verdict.backoff() : ".dead-letter";
        RecordPlace place = RecordPlace.of(record);
        Unwritten before = records.get(place);
        Unwritten now =
                new Unwritten(
                        place,
                        deferred ? "its retry" : "its dead letter",
                        topic + target,
                        Unwritten.why(cause(exchange)),
                        Fingerprint.of(record),
                        verdict,
                        deferred,
                        System.nanoTime());
        if (before == null || !before.why().equals(now.why())) {
            LOG.error(now);
        }
        forgetTheGone();
        if (before != null || records.size() < MOST) {
            records.put(place, now);
        }
    }

    /**
     * A record comes back from Kafka: sets property {@code recalled} to whether its mail was
     * carried before, and then the verdict of that pass, with what is still to be written.
     */
    public void recall(Exchange exchange) {
        MailRecord record = exchange.getProperty("record", MailRecord.class);
        Unwritten known = records.isEmpty() ? null : records.get(RecordPlace.of(record));
        // A topic made anew has another record in this place.
        boolean recalled = known != null && known.record().equals(Fingerprint.of(record));
        exchange.setProperty(RECALLED, recalled);
        if (recalled) {
            exchange.setProperty(Verdicts.VERDICT, known.verdict());
            exchange.setProperty(Verdicts.DEFERRED, known.deferred());
            exchange.setProperty(Verdicts.BURIED, known.verdict().isBuried());
        }
    }

    /** All of it is written. */
    public void written(Exchange exchange) {
        Unwritten before =
                records.remove(RecordPlace.of(exchange.getProperty("record", MailRecord.class)));
        if (before != null) {
            LOG.infof("record %s: %s is written now", before.place(), before.what());
        }
    }

    /** What cannot be written, in words for an operator; empty where all can. */
    public Optional<String> trouble() {
        forgetTheGone();
        long now = System.nanoTime();
        List<Unwritten> all =
                Stream.concat(statuses.values().stream(), records.values().stream())
                        .filter(each -> now - each.triedAt() < GONE.toNanos())
                        .sorted(Comparator.comparing(each -> each.place().toString()))
                        .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String more = all.size() == 1 ? "" : "; it is one of %d records".formatted(all.size());
        return Optional.of(all.get(0) + more);
    }

    /** Records that something cannot be written about. */
    public int count() {
        return records.size() + statuses.size();
    }

    /** Whether mails stay in flight because their status event cannot be written. */
    public boolean holdsMails() {
        return !statuses.isEmpty();
    }

    private void forgetTheGone() {
        long now = System.nanoTime();
        records.values().removeIf(each -> now - each.triedAt() > FORGOTTEN.toNanos());
    }

    private static Throwable cause(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
