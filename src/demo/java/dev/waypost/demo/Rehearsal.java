package dev.waypost.demo;

import dev.waypost.relay.ReceivedMail;
import java.io.PrintStream;
import java.time.Duration;

/** The demo played through once without a person: over 587, and with 587 blocked over 2525. */
final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DemoWorld world;
    private final PrintStream out;

    Rehearsal(DemoWorld world, PrintStream out) {
        this.world = world;
        this.out = out;
    }

    /** Fails with an {@link AssertionError} that says what was seen instead. */
    void play() {
        passes(0, 587);
        world.block(587);
        out.println("          587 blocked");
        passes(1, 2525);
    }

    private void passes(int place, int expected) {
        Sample sample = world.send();
        ReceivedMail mail = world.awaitMail(place, PATIENCE);
        out.println(InboxView.line(mail));
        int port = DemoWorld.known(mail.port());
        if (port != expected) {
            throw new AssertionError(
                    "%s came over %d, not %d".formatted(sample.id(), port, expected));
        }
    }
}
