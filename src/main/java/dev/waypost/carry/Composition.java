package dev.waypost.carry;

import dev.waypost.compose.MimeComposer;
import dev.waypost.compose.UncomposableEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** What routes call as {@code mimeComposer}: the event's envelope. Any thread. */
@Singleton
@Named("mimeComposer")
@RegisterForReflection
public class Composition {

    private final MimeComposer composer;

    @Inject
    Composition(MimeComposer composer) {
        this.composer = composer;
    }

    /**
     * Composes the envelope; nothing is sent.
     *
     * @throws UncomposableEvent when no message can be made of the event, now or later
     */
    public Delivery compose(Delivery delivery) throws UncomposableEvent {
        return delivery.composed(composer.compose(delivery.event()));
    }
}
