package dev.waypost.carry;

import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEventDecoder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** What routes call to decode: the record's mail event. Safe for all threads. */
@Named("mailEvents")
@ApplicationScoped
@RegisterForReflection
public class MailEvents {

    private final MailEventDecoder decoder;

    @Inject
    public MailEvents(MailEventDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Decodes the record.
     *
     * @throws InvalidEvent when it is no valid mail event
     */
    public Delivery decode(Delivery delivery) throws InvalidEvent {
        return delivery.decoded(decoder.decode(delivery.record()));
    }
}
