package dev.waypost.report;

import dev.waypost.commit.Reports;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Remembers what became of a mail where the record of it is not written, so that the writing is
 * tried again and not the mail: a recipient that was accepted never gets a second copy for it, and
 * the relay is not asked again. Says what is wrong to whoever asks for health. Lost with the
 * process; then the marks in the status event, which is written first, say who has the mail. Any
 * thread.
 */
@Singleton
@Named("unwrittenReports")
@RegisterForReflection
public class UnwrittenReports implements Processor, Reports {

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

    /** What was said of routes, once each. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

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
        MailRecord record = record(exchange);
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
        Verdict verdict = exchange.getProperty(Verdicts.VERDICT, Verdict.class);
        Throwable cause = cause(exchange);
        boolean retry = Receipts.of(exchange).missing().contains(Receipts.Report.RETRY);
        Unwritten now =
                now(
                        exchange,
                        retry
                                ? Unwritten.refused(
                                        Receipts.Report.RETRY,
                                        topic + ".retry." + verdict.backoff(),
                                        cause)
                                : Unwritten.refused(
                                        Receipts.Report.DEAD_LETTER,
                                        topic + ".dead-letter",
                                        cause));
        Unwritten before = records.get(now.place());
        if (before == null || !before.what().equals(now.what())) {
            LOG.error(now);
        }
        keep(now);
    }

    @Override
    public boolean hasResult(Exchange exchange) {
        return Receipts.of(exchange) != null;
    }

    @Override
    public boolean settle(Exchange exchange) {
        Receipts receipts = Receipts.of(exchange);
        boolean settled = receipts != null && receipts.missing().isEmpty();
        if (settled && !records.isEmpty()) {
            Unwritten before = records.remove(RecordPlace.of(record(exchange)));
            if (before != null) {
                LOG.infof("record %s: all is written now", before.place());
            }
        }
        return settled;
    }

    @Override
    public void unproven(Exchange exchange, String step) {
        Receipts receipts = Receipts.of(exchange);
        String what =
                receipts == null
                        ? "it has no outcome %s; it stays in Kafka, and is not carried again before a restart: correct the routes"
                                .formatted(step)
                        : "%s was not acknowledged by the broker %s; it stays in Kafka, and nothing is sent again: correct the routes"
                                .formatted(receipts.missingWords(), step);
        Unwritten now = now(exchange, what);
        if (said.add(what)) {
            LOG.error(now);
        }
        keep(now);
    }

    private static Unwritten now(Exchange exchange, String what) {
        Verdict verdict = exchange.getProperty(Verdicts.VERDICT, Verdict.class);
        return Unwritten.of(record(exchange), verdict, Receipts.of(exchange), what);
    }

    private void keep(Unwritten now) {
        forgetTheGone();
        if (records.containsKey(now.place()) || records.size() < MOST) {
            records.put(now.place(), now);
        }
    }

    /**
     * A record comes back from Kafka: sets property {@code recalled} to whether its mail was
     * carried before, and then the verdict of that pass, with what is still to be written.
     */
    public void recall(Exchange exchange) {
        MailRecord record = record(exchange);
        Unwritten known = records.isEmpty() ? null : records.get(RecordPlace.of(record));
        // A topic made anew has another record in this place.
        boolean recalled = known != null && known.record().equals(Fingerprint.of(record));
        exchange.setProperty(RECALLED, recalled);
        if (recalled) {
            Set<Receipts.Report> missing =
                    known.receipts() == null ? Set.of() : known.receipts().missing();
            exchange.setProperty(Verdicts.VERDICT, known.verdict());
            exchange.setProperty(Receipts.RECEIPTS, known.receipts());
            exchange.setProperty(Verdicts.DEFERRED, missing.contains(Receipts.Report.RETRY));
            exchange.setProperty(Verdicts.BURIED, missing.contains(Receipts.Report.DEAD_LETTER));
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

    private static MailRecord record(Exchange exchange) {
        return exchange.getProperty("record", MailRecord.class);
    }

    private static Throwable cause(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
