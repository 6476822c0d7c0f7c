package dev.waypost.trace;

import dev.waypost.classify.OutcomeClass;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.Attempt;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.intake.MailRecord;
import dev.waypost.report.DeliveryResult;
import dev.waypost.smtp.PhaseTimes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A span for each pass that came to a result, one within it for each attempt, and one within that
 * for each phase; made when the pass is over, out of what is known of it anyway. No address is in
 * them. Without a collector nothing is made, and a status event hands on the record's own context.
 * Any thread.
 */
@Singleton
public class Traces {

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final SpanExport export;

    /**
     * @param nanoTime as {@link System#nanoTime}: what phases are timed by
     */
    @Inject
    Traces(WaypostConfig config, Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.export = SpanExport.to(config.traces());
    }

    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        export.close();
    }

    /**
     * Tells of a pass that is over.
     *
     * @param pass null where none began
     * @return the headers that hand its context on, for the status event
     */
    public Map<String, String> told(
            MailRecord record, String mailId, AttemptLog pass, DeliveryResult result) {
        Context producer = RecordContext.of(record);
        if (export.isOff()) {
            return RecordContext.headers(producer);
        }
        Tracer tracer = export.tracer();
        List<Attempt> attempts = pass == null ? List.of() : pass.attempts();
        Moments moments = new Moments(clock.instant(), nanoTime.getAsLong());
        long begun = attempts.isEmpty() ? moments.now() : attempts.get(0).times().begun();
        Span span =
                tracer.spanBuilder("carry " + record.topic())
                        .setParent(producer)
                        .setSpanKind(SpanKind.CONSUMER)
                        .setStartTimestamp(moments.epochNanos(begun), TimeUnit.NANOSECONDS)
                        .setAttribute("messaging.system", "kafka")
                        .setAttribute("messaging.operation.type", "process")
                        .setAttribute("messaging.destination.name", record.topic())
                        .setAttribute(
                                "messaging.destination.partition.id",
                                Integer.toString(record.partition()))
                        .setAttribute("messaging.kafka.offset", record.offset())
                        .setAttribute("waypost.mail.id", mailId)
                        .setAttribute("waypost.status", result.told().word())
                        .setAttribute("waypost.reason", result.outcome().reason().slug())
                        .setAttribute("waypost.attempt", result.next().attempts())
                        .startSpan();
        Context within = producer.with(span);
        attempts.forEach(attempt -> attempt(tracer, within, attempt, moments));
        if (result.isDeadLettered()) {
            span.setStatus(StatusCode.ERROR, result.deadLetterReason().slug());
        }
        span.end(moments.epochNanos(moments.now()), TimeUnit.NANOSECONDS);
        return RecordContext.headers(within);
    }

    private static void attempt(Tracer tracer, Context pass, Attempt attempt, Moments moments) {
        PhaseTimes times = attempt.times();
        Span span =
                tracer.spanBuilder("submit " + attempt.port().name())
                        .setParent(pass)
                        .setSpanKind(SpanKind.CLIENT)
                        .setStartTimestamp(moments.epochNanos(times.begun()), TimeUnit.NANOSECONDS)
                        .setAttribute("server.address", attempt.port().host())
                        .setAttribute("server.port", attempt.port().number())
                        .setAttribute("network.protocol.name", "smtp")
                        .setAttribute("waypost.class", attempt.outcome().outcomeClass().name())
                        .setAttribute("waypost.reason", attempt.outcome().reason().slug())
                        .setAttribute("waypost.phase", attempt.outcome().phase().label())
                        .startSpan();
        if (attempt.outcome().outcomeClass() != OutcomeClass.ACCEPTED) {
            span.setStatus(StatusCode.ERROR, attempt.outcome().reason().slug());
        }
        Context within = pass.with(span);
        for (PhaseTimes.Stretch each : times.stretches()) {
            tracer.spanBuilder(PhaseTimes.label(each.phase()))
                    .setParent(within)
                    .setStartTimestamp(moments.epochNanos(each.from()), TimeUnit.NANOSECONDS)
                    .startSpan()
                    .end(moments.epochNanos(each.to()), TimeUnit.NANOSECONDS);
        }
        long end = times.begun() + attempt.took().toNanos();
        span.end(moments.epochNanos(end), TimeUnit.NANOSECONDS);
    }

    /** What monotonic nanoseconds are on the clock. */
    private record Moments(Instant instant, long now) {

        long epochNanos(long nanos) {
            return TimeUnit.SECONDS.toNanos(instant.getEpochSecond())
                    + instant.getNano()
                    - (now - nanos);
        }
    }
}
