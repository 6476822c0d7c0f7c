package dev.waypost.ops;

import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Says what intake would refuse in a mail event, without publishing it. Any thread. */
@Singleton
public class EventCheck {

    private final MailEventDecoder decoder;

    @Inject
    EventCheck(MailEventDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * One finding for each violation; a finding that is well where there is none.
     *
     * @param name where the event came from, for the findings' subject
     * @param value the record's value
     */
    public List<Finding> findings(String name, byte[] value) {
        try {
            decoder.decode(new MailRecord(name, 0, 0, 0, null, value, List.of()));
            return List.of(Finding.ok(name, "a mail event as it should be"));
        } catch (InvalidEvent e) {
            return e.violations().stream()
                    .map(violation -> Finding.error(name, violation.toString(), "docs/events.md"))
                    .toList();
        }
    }
}
