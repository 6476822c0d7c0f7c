package dev.waypost.carry;

import dev.waypost.commit.InFlight;
import dev.waypost.commit.Reports;
import dev.waypost.config.TopicNames;
import dev.waypost.config.WaypostConfig;
import dev.waypost.intake.MailRecord;
import dev.waypost.report.Receipts;
import dev.waypost.report.RecordPlace;
import dev.waypost.report.ReportObstacle;
import dev.waypost.report.Unwritten;
import dev.waypost.report.Unwritten.Fingerprint;
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

    /** DeliveryResults kept at once, each of a kilobyte or two; beyond, a mail is carried again. */
    private static final int MOST = 10_000;

    /** A record that did not come back for so long went to another pod, or the relay is away. */
    private static final Duration GONE = Duration.ofMinutes(5);

    /** Then it did not come back from there either. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final TopicNames names;
    private final StatusEvent statusEvent;
    private final ReportObstacle obstacle;
    private final Map<RecordPlace, Unwritten> records = new ConcurrentHashMap<>();
    private final Map<RecordPlace, Unwritten> statuses = new ConcurrentHashMap<>();

    /** What was said of routes, once each. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    @Inject
    UnwrittenReports(WaypostConfig config, StatusEvent statusEvent, ReportObstacle obstacle) {
        this.names = TopicNames.of(config);
        this.statusEvent = statusEvent;
        this.obstacle = obstacle;
    }

    /**
     * The status event could not be written and is going to be tried again; one that is too large
     * is made short first. It is told until the exchange ends.
     */
    @Override
    public void process(Exchange exchange) {
        Delivery delivery = Delivery.in(exchange);
        Throwable why = root(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        RecordPlace place = RecordPlace.of(delivery.record());
        Unwritten now = Unwritten.status(place, names.status(), why);
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
            exchange.getMessage().setBody(statusEvent.shortened(delivery, exchange.getMessage()));
        }
    }

    /** The record could not be written where it goes: that is all that is left to do. */
    public void remember(Delivery delivery, Exception failure) {
        Throwable cause = root(failure);
        Receipts.Report report = Receipts.Report.DEAD_LETTER;
        String target = names.deadLetters();
        if (delivery.reports().receipts().missing().contains(Receipts.Report.RETRY)) {
            report = Receipts.Report.RETRY;
            target = names.retry(delivery.result().backoff());
        } else if (delivery.reports().owes(Receipts.Report.LANE)) {
            report = Receipts.Report.LANE;
            target = delivery.laneTopic();
        }
        Unwritten now = now(delivery, Unwritten.refused(report, target, cause));
        Unwritten before = records.get(now.place());
        if (before == null || !before.what().equals(now.what())) {
            LOG.error(now);
        }
        keep(now);
    }

    @Override
    public boolean areWritable() {
        return obstacle.letsWrite();
    }

    @Override
    public boolean hasResult(InFlight record) {
        return ((Delivery) record).reports().receipts() != null;
    }

    @Override
    public boolean settle(InFlight record) {
        Delivery delivery = (Delivery) record;
        Receipts receipts = delivery.reports().receipts();
        boolean settled = receipts != null && receipts.missing().isEmpty();
        if (settled && !records.isEmpty()) {
            Unwritten before = records.remove(RecordPlace.of(delivery.record()));
            if (before != null) {
                LOG.infof("record %s: all is written now", before.place());
            }
        }
        return settled;
    }

    @Override
    public void unproven(InFlight record, String step) {
        Delivery delivery = (Delivery) record;
        Receipts receipts = delivery.reports().receipts();
        String what =
                receipts == null
                        ? "it has no outcome %s; it stays in Kafka, and is not carried again before a restart: correct the routes"
                                .formatted(step)
                        : "%s was not acknowledged by the broker %s; it stays in Kafka, and nothing is sent again: correct the routes"
                                .formatted(receipts.missingWords(), step);
        Unwritten now = now(delivery, what);
        if (said.add(what)) {
            LOG.error(now);
        }
        keep(now);
    }

    private static Unwritten now(Delivery delivery, String what) {
        return Unwritten.of(
                delivery.record(), delivery.result(), delivery.reports().receipts(), what);
    }

    private void keep(Unwritten now) {
        forgetTheGone();
        if (records.containsKey(now.place()) || records.size() < MOST) {
            records.put(now.place(), now);
        }
    }

    /**
     * A record comes back from Kafka: where its mail was carried before, {@code recalled} says so,
     * and the delivery has the result of that pass, with what is still to be written.
     */
    public Delivery recall(Delivery delivery) {
        MailRecord record = delivery.record();
        Unwritten known = records.isEmpty() ? null : records.get(RecordPlace.of(record));
        // A topic made anew has another record in this place.
        boolean recalled = known != null && known.record().equals(Fingerprint.of(record));
        return recalled ? delivery.back(known.verdict(), known.receipts()) : delivery;
    }

    /** What cannot be written, in words for an operator; empty where all can. */
    public Optional<String> trouble() {
        Optional<String> known = obstacle.why();
        if (known.isPresent()) {
            return known;
        }
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

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
