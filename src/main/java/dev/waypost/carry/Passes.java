package dev.waypost.carry;

import dev.waypost.deliver.AttemptLog;
import dev.waypost.smtp.SessionTraces;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * What routes call as {@code portFailover}: begins a pass over the ports, for the recipients that
 * are left. Each {@code smtp:} and {@code smtps:} endpoint records its attempt. Any thread.
 */
@Singleton
@Named("portFailover")
@RegisterForReflection
public class Passes {

    private final SessionTraces traces;

    @Inject
    Passes(SessionTraces traces) {
        this.traces = traces;
    }

    /** Begins a pass: nothing is tried yet. */
    public Delivery begin(Delivery delivery) {
        traces.meet(delivery.mailId(), delivery.envelope().message());
        return delivery.tried(
                new AttemptLog(delivery.envelope(), delivery.recipients(), delivery.lane()));
    }
}
