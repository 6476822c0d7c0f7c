package dev.waypost.ops.metrics;

import dev.waypost.carry.Delivery;
import dev.waypost.classify.Reason;
import dev.waypost.lane.Lane;
import dev.waypost.report.DeliveryResult;
import dev.waypost.report.Disposition;
import dev.waypost.report.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What became of the mails: the report route counts each result here, for the mail, for each of its
 * recipients, for its dead letter, and the time that an accepted one took. Any thread.
 */
@Singleton
@Named("deliveryMetrics")
@RegisterForReflection
public class DeliveryMetrics {

    static final String DEAD_LETTERS = "waypost.dead.letters";
    static final String GIVEN_UP = "Records given up by reason";

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofDays(1)
    };

    /** What a counter of results is told apart by. */
    private record Kind(Status status, Reason reason) {

        Tags tags() {
            return Tags.of("status", status.word(), "reason", reason.slug());
        }
    }

    private final Meters meters;
    private final Clock clock;

    /** A meter is looked for by its name and labels once: there are ten thousand mails a second. */
    private final Map<Kind, Counter> mails = new ConcurrentHashMap<>();

    private final Map<Kind, Counter> recipients = new ConcurrentHashMap<>();
    private final Map<Reason, Counter> deadLetters = new ConcurrentHashMap<>();
    private final Map<Lane, Timer> times = new ConcurrentHashMap<>();

    @Inject
    public DeliveryMetrics(MeterRegistry registry, Clock clock) {
        this.meters = new Meters(registry);
        this.clock = clock;
    }

    /** Counts the result of this delivery. */
    public void count(Delivery delivery) {
        DeliveryResult result = delivery.result();
        mails.computeIfAbsent(
                        new Kind(result.told(), result.outcome().reason()),
                        kind ->
                                meters.counter(
                                        "waypost.mails",
                                        "Passes of mails by what became of the mail",
                                        kind.tags()))
                .increment();
        countRecipients(delivery);
        if (result.isDeadLettered()) {
            deadLetters
                    .computeIfAbsent(
                            result.deadLetterReason(),
                            reason ->
                                    meters.counter(
                                            DEAD_LETTERS,
                                            GIVEN_UP,
                                            Tags.of("reason", reason.slug())))
                    .increment();
        }
        if (result.outcome().reason() == Reason.ACCEPTED) {
            times.computeIfAbsent(
                            delivery.lane(),
                            lane ->
                                    meters.histogram(
                                            "waypost.delivery",
                                            "Time from a mail's publication, or its send_at, to"
                                                    + " the relay's acceptance",
                                            Tags.of("lane", lane.label()),
                                            BOUNDS))
                    .record(since(delivery));
        }
    }

    /** Who came to no word of the relay's shares what became of the mail. */
    private void countRecipients(Delivery delivery) {
        DeliveryResult result = delivery.result();
        for (Disposition each : result.recipients().values()) {
            countRecipients(each.status(), each.outcome().reason(), 1);
        }
        if (result.recipients().isEmpty()) {
            int all =
                    delivery.recipients().isEmpty()
                            ? result.rejected().size() + result.next().remaining().size()
                            : delivery.recipients().size();
            countRecipients(result.status(), result.outcome().reason(), Math.max(1, all));
        }
    }

    private void countRecipients(Status status, Reason reason, int count) {
        recipients
                .computeIfAbsent(
                        new Kind(status, reason),
                        kind ->
                                meters.counter(
                                        "waypost.recipients",
                                        "Passes of recipients by what became of the recipient",
                                        kind.tags()))
                .increment(count);
    }

    private Duration since(Delivery delivery) {
        Instant due = Instant.ofEpochMilli(delivery.history().timestamp());
        Instant asked = delivery.event().sendAt();
        Duration took =
                Duration.between(
                        asked != null && asked.isAfter(due) ? asked : due, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }
}
