package dev.waypost.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.waypost.Thorough;
import dev.waypost.intake.InvalidEvent;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever a record holds, it becomes a sound mail that says what the event said, or a refusal that
 * names the fault and repeats nothing. A failure prints its seed; {@code -Dwaypost.fuzz.seed}
 * repeats it.
 */
class MailOrRefusalTest {

    private static final int RECORDS = Thorough.isOn() ? 100_000 : 10_000;

    /** Every which mail is read by a parser, too, and composed again: that takes longest. */
    private static final int THOROUGH = 5;

    /** Fifty violations of a line each. */
    private static final int LONGEST_REFUSAL = 20_000;

    /** Shorter values may stand in a refusal by chance, such as {@code text}. */
    private static final int TELLTALE = 12;

    private final MailEventDecoder decoder = new MailEventDecoder();
    private final MimeComposer composer =
            new MimeComposer(Clock.fixed(OtherEnd.NOW, ZoneOffset.UTC));
    private final AtomicInteger mails = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    @Test
    void each_record_becomes_a_sound_mail_or_a_refusal_that_repeats_nothing() {
        long seed = Long.getLong("waypost.fuzz.seed", System.nanoTime());

        IntStream.range(0, RECORDS).parallel().forEach(i -> mailOrRefusal(seed, i));

        assertThat(mails.get()).as("mails, seed " + seed).isGreaterThan(RECORDS / 4);
        assertThat(refusals.get()).as("refusals, seed " + seed).isGreaterThan(RECORDS / 4);
    }

    private void mailOrRefusal(long seed, int number) {
        // Quarkus gives the threads of the common pool a class loader that knows no mail.
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        MailRecord record = RandomRecord.of(new Random(seed + number));
        try {
            MailEvent event = decoder.decode(record);
            Envelope envelope = composer.compose(event);
            MessageReading reading = new MessageReading(event, envelope);
            reading.checkShape();
            if (number % THOROUGH == 0) {
                reading.checkContent();
                checkSame(composer.compose(decoder.decode(record)), envelope);
            }
            mails.incrementAndGet();
        } catch (InvalidEvent | UncomposableEvent refusal) {
            checkRefusal(refusal.getMessage(), record);
            refusals.incrementAndGet();
        } catch (Throwable other) {
            throw new AssertionError(
                    "-Dwaypost.fuzz.seed=%d, record %d: %s"
                            .formatted(
                                    seed,
                                    number,
                                    new String(record.value(), StandardCharsets.UTF_8)),
                    other);
        }
    }

    private static void checkSame(Envelope again, Envelope envelope) {
        assertThat(again.messageId()).isEqualTo(envelope.messageId());
        assertThat(again.recipients()).isEqualTo(envelope.recipients());
        assertThat(again.reversePath()).isEqualTo(envelope.reversePath());
        assertThat(Arrays.equals(again.message(), envelope.message())).isTrue();
    }

    static void checkRefusal(String refusal, MailRecord record) {
        assertThat(refusal).isNotBlank().hasSizeLessThan(LONGEST_REFUSAL);
        assertThat(refusal.chars()).noneMatch(Character::isISOControl);
        try (JsonParser values = new JsonFactory().createParser(record.value())) {
            for (JsonToken token = values.nextToken(); token != null; token = values.nextToken()) {
                if (token == JsonToken.VALUE_STRING && values.getTextLength() >= TELLTALE) {
                    assertThat(refusal).doesNotContain(values.getText());
                }
            }
        } catch (IOException noLongerJson) {
            // What came before the fault was looked at.
        }
    }
}
