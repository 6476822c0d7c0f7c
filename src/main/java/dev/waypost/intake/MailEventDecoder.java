package dev.waypost.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waypost.intake.field.CleanText;
import dev.waypost.intake.field.Field;
import dev.waypost.intake.field.Violations;
import jakarta.inject.Singleton;

/**
 * Turns a record into a valid {@link MailEvent}, whichever of the three forms it comes in: bare
 * JSON, CloudEvents 1.0 structured, CloudEvents 1.0 binary. All or nothing: an event with one fault
 * is refused with every fault listed. Bounded in time and memory for any input. Holds no state;
 * safe for all threads.
 */
@Singleton
public class MailEventDecoder {

    /**
     * Decodes one record.
     *
     * @throws InvalidEvent when the record is no valid mail event; trying again cannot help
     */
    public MailEvent decode(MailRecord record) throws InvalidEvent {
        RecordHeaders headers = new RecordHeaders(record.headers());
        if (record.value() == null) {
            throw new InvalidEvent(
                    InvalidEvent.Kind.TOMBSTONE,
                    headers.validId(),
                    "",
                    "the record must have a value; it is a tombstone");
        }
        JsonNode value = StrictJson.read(record.value(), headers.validId());
        Violations violations = new Violations();
        UnwrappedEvent event = UnwrappedEvent.of(headers, value, violations);
        MailEvent mail = mail(event);
        InvalidEvent.throwIfAny(violations, event.id() == null ? MailId.meant(value) : event.id());
        return mail;
    }

    /** The mail's id, also of a record that is refused; null where none can be read. */
    public String id(MailRecord record) {
        try {
            return decode(record).id();
        } catch (InvalidEvent refused) {
            return refused.mailId();
        }
    }

    /** The mail; null or worthless after complaints. */
    private static MailEvent mail(UnwrappedEvent event) {
        Field data = event.data();
        if (data.isAbsent()) {
            return null;
        }
        String foreign = ForeignShape.of(data.node());
        if (foreign != null) {
            data.refuse(foreign);
            return null;
        }
        EventSchema.check(data);
        CleanText.check(data);
        return MailReader.read(event);
    }
}
