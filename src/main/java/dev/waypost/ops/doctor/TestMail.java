package dev.waypost.ops.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.compose.Envelope;
import dev.waypost.compose.MimeComposer;
import dev.waypost.compose.UncomposableEvent;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The mail that the doctor sends when it is told to: an event like any other. Any thread. */
@Singleton
public class TestMail {

    private final MailEventDecoder decoder;
    private final MimeComposer composer;

    @Inject
    TestMail(MailEventDecoder decoder, MimeComposer composer) {
        this.decoder = decoder;
        this.composer = composer;
    }

    /**
     * A short mail.
     *
     * @throws IllegalArgumentException where an address is none
     */
    public Envelope of(String from, String to) {
        Map<String, Object> event =
                Map.of(
                        "id",
                        "doctor-" + UUID.randomUUID(),
                        "from",
                        from,
                        "to",
                        List.of(to),
                        "subject",
                        "Waypost can send",
                        "text",
                        "The doctor of Waypost was asked to send this mail.");
        try {
            byte[] value = new ObjectMapper().writeValueAsBytes(event);
            return composer.compose(
                    decoder.decode(new MailRecord("doctor", 0, 0, 0, null, value, List.of())));
        } catch (InvalidEvent | UncomposableEvent e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
