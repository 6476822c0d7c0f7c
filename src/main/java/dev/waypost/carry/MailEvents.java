package dev.waypost.carry;

import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEventDecoder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** What routes call to decode: the record's mail event. Safe for all threads. */
@Named("mailEvents")
@Singleton
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
