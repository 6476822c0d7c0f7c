package dev.waypost.ops.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The sentence of the one meter of Quarkus' own that comes without. */
class HttpSentence {

    @Produces
    @Singleton
    MeterFilter requests() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().equals("http.server.active.requests")
                        ? new Meter.Id(
                                id.getName(),
                                Tags.of(id.getTags()),
                                id.getBaseUnit(),
                                "Requests to the console that are being answered.",
                                id.getType())
                        : id;
            }
        };
    }
}
