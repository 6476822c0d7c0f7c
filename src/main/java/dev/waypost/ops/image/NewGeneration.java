package dev.waypost.ops.image;

import io.quarkus.runtime.ImageMode;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.graalvm.nativeimage.RuntimeOptions;

/**
 * Lets the collector's new generation grow in a native executable that has work. An idle process
 * takes as much memory as that generation may have, so it begins with a tenth of the heap. Once the
 * start is over it may have a third: the collector takes it step by step where it needs more than a
 * twentieth of the time, and gives it back. Whoever said {@code -Xmn} has that.
 */
@Singleton
public final class NewGeneration {

    private static final String LIMIT = "MaximumYoungGenerationSizePercent";
    private static final Integer A_THIRD = 33;

    void onStarted(@Observes CamelContextStartedEvent started) {
        if (ImageMode.current() == ImageMode.NATIVE_RUN) {
            RuntimeOptions.set(LIMIT, A_THIRD);
        }
    }
}
