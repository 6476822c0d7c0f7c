package dev.waypost.trace;

import dev.waypost.config.WaypostConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.concurrent.TimeUnit;

/**
 * The way of spans to the collector: OTLP over HTTP, in batches by a thread of its own. A collector
 * that is away or slow holds up nothing: what finds no room in the queue of 2,048 spans is dropped.
 * Any thread.
 *
 * @param provider null where no collector is configured
 */
@RegisterForReflection(
        classNames = "io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider")
record SpanExport(SdkTracerProvider provider) {

    private static final long PATIENCE_SECONDS = 2;

    static SpanExport to(WaypostConfig.Traces settings) {
        return new SpanExport(
                settings.endpoint().map(endpoint -> provider(endpoint, settings)).orElse(null));
    }

    private static SdkTracerProvider provider(String endpoint, WaypostConfig.Traces settings) {
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint.replaceFirst("/$", "") + "/v1/traces")
                        .build();
        return SdkTracerProvider.builder()
                .setResource(
                        Resource.create(
                                Attributes.of(AttributeKey.stringKey("service.name"), "waypost")))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.share())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
    }

    boolean isOff() {
        return provider == null;
    }

    Tracer tracer() {
        return provider.get("dev.waypost");
    }

    /** Sends what waits, and no more. */
    void close() {
        if (provider != null) {
            provider.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
