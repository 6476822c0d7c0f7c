package dev.waypost.intake;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.apache.camel.Exchange;

/**
 * What routes call to decode: property {@value RecordDoor#RECORD} becomes property {@value #EVENT}.
 * Safe for all threads.
 */
@Named("mailEvents")
@ApplicationScoped
@RegisterForReflection
public class MailEvents {

    /** Exchange property with the {@link MailEvent}. */
    public static final String EVENT = "event";

    private final MailEventDecoder decoder;

    @Inject
    public MailEvents(MailEventDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Decodes the record of the exchange; the body becomes the event too.
     *
     * @throws InvalidEvent when the record is no valid mail event
     */
    public void decode(Exchange exchange) throws InvalidEvent {
        MailRecord record = exchange.getProperty(RecordDoor.RECORD, MailRecord.class);
        if (record == null) {
            throw new IllegalStateException("call recordDoor.take before mailEvents.decode");
        }
        MailEvent event = decoder.decode(record);
        exchange.setProperty(EVENT, event);
        exchange.getMessage().setBody(event);
    }
}
