package dev.waypost.trace;

import dev.waypost.intake.MailRecord;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trace that a record belongs to, by W3C Trace Context in its headers: {@code traceparent} and
 * {@code tracestate}, or CloudEvents' extensions of those names. What is not valid is none.
 */
final class RecordContext {

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<MailRecord> HEADERS =
            new TextMapGetter<>() {
                @Override
                public Iterable<String> keys(MailRecord record) {
                    return record.headers().stream().map(MailRecord.Header::name).toList();
                }

                @Override
                public String get(MailRecord record, String name) {
                    String found = header(record, name);
                    return found == null ? header(record, "ce_" + name) : found;
                }
            };

    private RecordContext() {}

    /** The producer's span; no span where the record names none. */
    static Context of(MailRecord record) {
        return W3C.extract(Context.root(), record, HEADERS);
    }

    /** The headers that hand this context on; empty where it holds no span. */
    static Map<String, String> headers(Context context) {
        Map<String, String> headers = new LinkedHashMap<>();
        W3C.inject(context, headers, Map::put);
        return headers;
    }

    /** The last of that name, as Kafka counts. */
    private static String header(MailRecord record, String name) {
        List<MailRecord.Header> all = record.headers();
        for (int i = all.size() - 1; i >= 0; i--) {
            MailRecord.Header header = all.get(i);
            if (header.value() != null && header.name().equals(name)) {
                return new String(header.value(), StandardCharsets.US_ASCII);
            }
        }
        return null;
    }
}
