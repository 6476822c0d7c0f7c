package dev.waypost.ops.metrics;

import dev.waypost.carry.UnwrittenReports;
import dev.waypost.classify.Reason;
import dev.waypost.commit.InFlightWindow;
import dev.waypost.commit.OldestRecord;
import dev.waypost.commit.unreadable.UnreadableRecords;
import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import dev.waypost.ops.BrokerWatch;
import dev.waypost.report.RetrySchedule;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;

/** What waits in Kafka and what is in flight, in this pod's partitions. */
@Singleton
public class KafkaMetrics {

    private final Meters meters;
    private final WaypostConfig config;
    private final BrokerWatch broker;
    private final InFlightWindow window;
    private final UnwrittenReports reports;
    private final UnreadableRecords unreadable;

    @Inject
    KafkaMetrics(
            MeterRegistry registry,
            WaypostConfig config,
            BrokerWatch broker,
            InFlightWindow window,
            UnwrittenReports reports,
            UnreadableRecords unreadable) {
        this.meters = new Meters(registry);
        this.config = config;
        this.broker = broker;
        this.window = window;
        this.reports = reports;
        this.unreadable = unreadable;
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        meters.gauge(
                "waypost.broker.up",
                "1 while a Kafka broker answers",
                broker,
                b -> b.absence().isEmpty() ? 1 : 0);
        meters.gauge(
                "waypost.reports.unwritten",
                "Records of which it cannot be written what became of them",
                reports,
                UnwrittenReports::count);
        meters.gauge(
                "waypost.in.flight",
                "Mails taken from Kafka and not finished",
                window,
                InFlightWindow::inFlight);
        meters.gauge(
                "waypost.oldest.in.flight.seconds",
                "How long the oldest mail in flight has been so, in seconds",
                window,
                w -> seconds(w.oldestInFlight().map(OldestRecord::age).orElse(Duration.ZERO)));
        // The poll loop writes these letters itself; no delivery stands behind them.
        meters.counter(
                DeliveryMetrics.DEAD_LETTERS,
                DeliveryMetrics.GIVEN_UP,
                Tags.of("reason", Reason.UNREADABLE_RECORD.slug()),
                unreadable,
                UnreadableRecords::letters);
        Lanes.of(config).all().forEach(this::watch);
        for (Duration delay : RetrySchedule.of(config).delays()) {
            watch(RetrySchedule.label(delay));
        }
    }

    private void watch(Lane lane) {
        Tags tags = Tags.of("lane", lane.label());
        meters.gauge(
                "waypost.lane.in.flight",
                "Mails of a lane taken from Kafka and not finished",
                tags,
                window,
                w -> w.inFlightOf(lane));
        meters.gauge(
                "waypost.lane.waiting",
                "Lag: mail events of a lane without an outcome, those in flight included",
                tags,
                window,
                w -> w.backlog().waiting(lane));
        meters.gauge(
                "waypost.lane.oldest.seconds",
                "How long ago the oldest of them was published, in seconds",
                tags,
                window,
                w -> seconds(w.backlog().oldest(lane)));
    }

    private void watch(String delay) {
        Tags tags = Tags.of("delay", delay);
        meters.gauge(
                "waypost.retries.waiting",
                "Mails that were put off for this delay and are not carried again yet",
                tags,
                window,
                w -> w.backlog().retries(delay));
        meters.gauge(
                "waypost.retries.next.due.seconds",
                "Until the next of them is due, in seconds; below 0 it is late, NaN without one",
                tags,
                window,
                w -> w.backlog().nextRetry(delay).map(KafkaMetrics::seconds).orElse(Double.NaN));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
