package dev.waypost.ops;

import dev.waypost.carry.UnwrittenReports;
import dev.waypost.dedup.StatusTail;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: it is known who has which mail, and what becomes of each can be written. If not, the check
 * says why; a restart would read the same topics, so none of it is a reason for one.
 */
@Singleton
public class TopicHealth {

    private final StatusTail tail;
    private final UnwrittenReports reports;

    @Inject
    TopicHealth(StatusTail tail, UnwrittenReports reports) {
        this.tail = tail;
        this.reports = reports;
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck dedup() {
        return () -> response("dedup", tail.trouble());
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck reports() {
        return () -> response("reports", reports.trouble());
    }

    private static HealthCheckResponse response(String name, Optional<String> trouble) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named(name).status(trouble.isEmpty());
        trouble.ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }
}
