package dev.waypost.simulation;

import dev.waypost.compose.Envelope;
import dev.waypost.compose.MimeComposer;
import dev.waypost.compose.UncomposableEvent;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mail events of all schedules. They are decoded and composed by the real code, but once each:
 * what is looked at here is not the mail but its way.
 */
final class Mails {

    static final int MOST = 40;
    static final int MOST_RECIPIENTS = 3;

    /** Octets of a large mail: every fourth is one. */
    static final int LARGE = 4_000;

    static final MailEventDecoder DECODER =
            new MailEventDecoder() {
                private final Map<byte[], MailEvent> known =
                        Collections.synchronizedMap(new IdentityHashMap<>());

                @Override
                public MailEvent decode(MailRecord record) throws InvalidEvent {
                    MailEvent event = known.get(record.value());
                    if (event == null) {
                        event = super.decode(record);
                        known.put(record.value(), event);
                    }
                    return event;
                }
            };

    static final MimeComposer COMPOSER =
            new MimeComposer(Clock.systemUTC()) {
                private final Map<MailEvent, Envelope> known =
                        Collections.synchronizedMap(new IdentityHashMap<>());

                @Override
                public Envelope compose(MailEvent event) throws UncomposableEvent {
                    Envelope envelope = known.get(event);
                    if (envelope == null) {
                        envelope = super.compose(event);
                        known.put(event, envelope);
                    }
                    return envelope;
                }
            };

    /** What no event can be read from. */
    static final byte[] RUBBISH = "{ \"id\": 7".getBytes(StandardCharsets.UTF_8);

    private static final byte[][] VALUES = values();

    private Mails() {}

    private static byte[][] values() {
        byte[][] values = new byte[MOST * MOST_RECIPIENTS][];
        for (int number = 0; number < MOST; number++) {
            for (int count = 1; count <= MOST_RECIPIENTS; count++) {
                String to = "\"" + String.join("\", \"", recipients(number, count)) + "\"";
                values[number * MOST_RECIPIENTS + count - 1] =
                        ("{\"id\": \"m%d\", \"from\": \"shop@example.org\", \"to\": [%s],"
                                        + " \"subject\": \"Order\", \"text\": \"%s\"}")
                                .formatted(number, to, "x".repeat(number % 4 == 3 ? LARGE : 9))
                                .getBytes(StandardCharsets.UTF_8);
            }
        }
        return values;
    }

    static byte[] value(int number, int recipients) {
        return VALUES[number * MOST_RECIPIENTS + recipients - 1];
    }

    static List<String> recipients(int number, int count) {
        List<String> recipients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            recipients.add("r" + i + ".m" + number + "@example.net");
        }
        return recipients;
    }
}
