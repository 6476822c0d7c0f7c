package dev.waypost.ops;

import dev.waypost.commit.InFlightWindow;
import io.quarkus.runtime.ImageMode;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.graalvm.nativeimage.RuntimeOptions;

/**
 * Lets the collector's new generation grow in a native executable that has work. An idle process
 * takes as much memory as that generation may have, so it begins with a tenth of the heap. Once a
 * mail is seen in flight it may have a third: the collector takes it step by step where it needs
 * more than a twentieth of the time, and gives it back. Whoever said {@code -Xmn} has that.
 */
@Singleton
public final class NewGeneration {

    private static final String LIMIT = "MaximumYoungGenerationSizePercent";
    private static final Integer A_THIRD = 33;
    private static final long BETWEEN_LOOKS_MILLIS = 1000;

    private final InFlightWindow window;
    private final Vertx vertx;

    @Inject
    NewGeneration(InFlightWindow window, Vertx vertx) {
        this.window = window;
        this.vertx = vertx;
    }

    void onStarted(@Observes CamelContextStartedEvent started) {
        if (ImageMode.current() == ImageMode.NATIVE_RUN) {
            vertx.setPeriodic(BETWEEN_LOOKS_MILLIS, this::look);
        }
    }

    private void look(long timer) {
        if (window.inFlight() > 0) {
            vertx.cancelTimer(timer);
            RuntimeOptions.set(LIMIT, A_THIRD);
        }
    }
}
