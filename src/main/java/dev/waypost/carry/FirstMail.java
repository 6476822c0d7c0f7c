package dev.waypost.carry;

import dev.waypost.compose.Envelope;
import dev.waypost.compose.MimeComposer;
import dev.waypost.compose.UncomposableEvent;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;

/**
 * Makes a mail that goes nowhere while Kafka is joined: what the first one of a process loads and
 * compiles, the schema above all, is there when the first record comes. In a thread of its own.
 */
@Singleton
class FirstMail {

    private static final String EVENT =
            """
            {"id": "first", "from": {"email": "shop@example.org", "name": "Ünser Shop"},
             "to": ["ann@example.net"], "subject": "Größer", "text": "größer\\n", "html": "<p>größer</p>"}
            """;

    private final MailEventDecoder decoder;
    private final MimeComposer composer;

    @Inject
    FirstMail(MailEventDecoder decoder, MimeComposer composer) {
        this.decoder = decoder;
        this.composer = composer;
    }

    void onStarting(@Observes CamelContextStartingEvent starting) {
        Thread thread = new Thread(this::make, "waypost-first-mail");
        thread.setDaemon(true);
        thread.start();
    }

    Envelope make() {
        byte[] value = EVENT.getBytes(StandardCharsets.UTF_8);
        try {
            return composer.compose(
                    decoder.decode(new MailRecord("first", 0, 0, 0, null, value, List.of())));
        } catch (InvalidEvent | UncomposableEvent e) {
            throw new IllegalStateException("no mail can be made", e);
        }
    }
}
