package dev.waypost.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.Thorough;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a record holds, it becomes a mail event or a refusal with a reason; nothing else is
 * thrown. Seeded: a failure prints its seed, {@code -Dwaypost.fuzz.seed} repeats it.
 */
class NothingSilentlyDecodedTest {

    private static final int RECORDS = Thorough.cases(100_000);

    private static final String[] SCRAPS = {
        "null",
        "[]",
        "{}",
        "\"\"",
        "1e400",
        "-1e-400",
        "1E+999999",
        "9".repeat(90),
        "true",
        "[[[",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\\",
        "\"",
        ":",
        ",",
        "}",
        "]",
        "\"#x\":1,",
        "\"a@b\",",
        "\"<a@b>\"",
        "\"\\\"@b\"",
        "\"a@[IPv6:::]\"",
        "\"A <a@b\"",
        "\"raw\":\"x\",",
        "\u00ad",
        "。",
        "\"a@\u0301\"",
        "\"mailto:\"",
        "\"https://[\"",
        "\"=?utf-8?q?x?=\"",
        "0.0000001",
        "-0",
        "\"2026-02-30T00:00:00Z\"",
        "\"9999-12-31T23:59:59-18:00\"",
        "\"QQ==\"",
        "\"\uD83D\uDE00\""
    };

    private static final String[] HEADERS = {
        "ce_id", "ce_source", "ce_type", "ce_specversion", "ce_expirytime", "content-type", "To"
    };

    private static final String[] HEADER_VALUES = {
        "a",
        "",
        "mail.send.v1",
        "1.0",
        "application/json",
        "application/cloudevents+json",
        "x;y",
        "2026-01-01T00:00:00Z",
        "\r\n",
        "\0"
    };

    private final MailEventDecoder decoder = new MailEventDecoder();

    @Test
    void each_record_becomes_an_event_or_a_refusal() throws Exception {
        long seed = Long.getLong("waypost.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        List<byte[]> samples = samples();
        int events = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = mutated(samples.get(random.nextInt(samples.size())), random);
            MailRecord record = AMail.record(value, headers(random));
            try {
                MailEvent event = decoder.decode(record);
                assertThat(event.id()).isNotBlank();
                assertThat(event.from()).isNotNull();
                assertThat(event.to().size() + event.cc().size() + event.bcc().size()).isPositive();
                assertThat(event.raw() == null).isEqualTo(event.subject() != null);
                events++;
            } catch (InvalidEvent refusal) {
                assertThat(refusal.violations()).isNotEmpty();
                assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\r", "\n");
            } catch (Throwable other) {
                throw new AssertionError(
                        "-Dwaypost.fuzz.seed=%d, record %d: %s"
                                .formatted(seed, i, new String(value, StandardCharsets.UTF_8)),
                        other);
            }
        }
        assertThat(events).as("mutants that were left valid, seed " + seed).isPositive();
    }

    private static List<byte[]> samples() throws Exception {
        List<String> samples = new ArrayList<>();
        samples.add(EveryField.event().toString());
        samples.add(AMail.aMail().json());
        samples.add(AMail.aMail().without("subject", "text").with("raw", "A: b\r\n\r\n").json());
        samples.add(
                new String(
                        AMail.aMail().structured("order-1", "/shop").value(),
                        StandardCharsets.UTF_8));
        return samples.stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static byte[] mutated(byte[] sample, Random random) {
        byte[] value = sample;
        for (int times = random.nextInt(4); times > 0; times--) {
            value = random.nextBoolean() ? scrapped(value, random) : damaged(value, random);
        }
        return value;
    }

    /** Replaces a JSON value, or any stretch of it, by a scrap. */
    private static byte[] scrapped(byte[] value, Random random) {
        String text = new String(value, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            return value;
        }
        int from = random.nextInt(text.length());
        int colon = text.indexOf(':', from) + 1;
        if (colon > 0 && random.nextInt(4) > 0) {
            from = colon;
        }
        int comma = text.indexOf(',', from);
        int to = comma > 0 && random.nextInt(4) > 0 ? comma : from + random.nextInt(3);
        String scrap = SCRAPS[random.nextInt(SCRAPS.length)];
        String end = text.substring(Math.min(to, text.length()));
        return (text.substring(0, from) + scrap + end).getBytes(StandardCharsets.UTF_8);
    }

    /** Changes a byte, cuts the end off, or adds NULs. */
    private static byte[] damaged(byte[] value, Random random) {
        byte[] copy = value.clone();
        switch (random.nextInt(8)) {
            case 0 -> copy = Arrays.copyOf(value, random.nextInt(value.length + 1));
            case 1 -> copy = Arrays.copyOf(value, value.length + random.nextInt(3));
            default -> {
                if (copy.length > 0) {
                    copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return copy;
    }

    private static List<MailRecord.Header> headers(Random random) {
        List<MailRecord.Header> headers = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            for (int n = random.nextInt(6); n > 0; n--) {
                String value = HEADER_VALUES[random.nextInt(HEADER_VALUES.length)];
                headers.add(
                        new MailRecord.Header(
                                HEADERS[random.nextInt(HEADERS.length)],
                                random.nextInt(20) == 0
                                        ? null
                                        : value.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return headers;
    }
}
