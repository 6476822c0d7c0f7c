package dev.waypost.commit;

import static dev.waypost.commit.Admission.Ending.DONE;
import static dev.waypost.commit.Admission.Ending.RELEASED;
import static dev.waypost.commit.Admission.Ending.UNPROVEN;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that are in flight, and how each ends: by the receipts of what was written about it,
 * by no step's word alone, and at the end of its exchange at the latest. Any thread.
 */
final class RecordsInFlight {

    private final Set<Admission> open = ConcurrentHashMap.newKeySet();
    private final InFlightLimit limit;
    private final Reports reports;

    RecordsInFlight(InFlightLimit limit, Reports reports) {
        this.limit = limit;
        this.reports = reports;
    }

    /** From now on it is in flight, until its exchange has ended at the latest. */
    void add(Admission admission, Exchange exchange) {
        open.add(admission);
        exchange.getExchangeExtension()
                .addOnCompletion(
                        new SynchronizationAdapter() {
                            @Override
                            public void onDone(Exchange ended) {
                                ended(admission);
                            }
                        });
    }

    /** A step says that all is written. */
    void done(InFlight record, Exchange exchange) {
        Admission admission = admission(record, exchange);
        if (reports.settle(record)) {
            end(admission, DONE);
        } else {
            admission.saidDone(record, "when " + step(exchange) + " said done");
        }
    }

    /** A step says that nothing was written. */
    void release(InFlight record, Exchange exchange) {
        end(admission(record, exchange), RELEASED);
    }

    private static Admission admission(InFlight record, Exchange exchange) {
        if (record == null || record.admission() == null) {
            throw new IllegalStateException(
                    step(exchange) + " ends a record that inFlightWindow.admit never saw");
        }
        return record.admission();
    }

    /** Nothing leaves the window unsaid, and nothing by word alone. */
    private void ended(Admission admission) {
        if (!admission.isOpen()) {
            return;
        }
        InFlight record = admission.held();
        if (record == null) {
            end(admission, RELEASED); // No route captured it.
        } else if (reports.settle(record)) {
            end(admission, DONE);
        } else if (admission.isSaidDone() || reports.hasResult(record)) {
            reports.unproven(record, admission.step());
            end(admission, UNPROVEN);
        } else {
            end(admission, RELEASED);
        }
    }

    private void end(Admission admission, Admission.Ending how) {
        if (admission.end(how)) {
            open.remove(admission);
            limit.free(admission.lane(), admission.bytes());
        }
    }

    /** Whether any of these partitions' is, those of a log that was cut included. */
    boolean isAnyOf(Collection<TopicPartition> partitions) {
        return open.stream().anyMatch(mail -> partitions.contains(mail.partition()));
    }

    /** The one that has been for longest. */
    Optional<OldestRecord> oldest(long now) {
        return oldest(now, any -> true);
    }

    /** The same among those that wait neither for their turn nor for the relay. */
    Optional<OldestRecord> oldestAtWork(long now) {
        return oldest(now, mail -> mail.held() != null && !mail.held().isWaiting());
    }

    private Optional<OldestRecord> oldest(long now, Predicate<Admission> which) {
        return open.stream()
                .filter(which)
                .max(Comparator.comparingLong(mail -> now - mail.admittedAt()))
                .map(mail -> OldestRecord.of(mail, now));
    }

    /** The step of a route that an exchange is at, in words for who edits the route. */
    private static String step(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        String step = extension.getHistoryNodeId();
        String source = extension.getHistoryNodeSource();
        return "route "
                + ExchangeHelper.getAtRouteId(exchange)
                + (step == null ? "" : ", step " + step)
                + (source == null ? "" : " (" + source + ")");
    }
}
