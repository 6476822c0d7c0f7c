package dev.waypost.ops.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Octets that a record must have in it to be of interest, ASCII letters in any case: most records
 * are passed over by them, unread. Immutable.
 */
final class Needle {

    private final byte[] octets;

    private Needle(String text) {
        octets = text.toLowerCase(Locale.ROOT).getBytes(UTF_8);
    }

    static Needle of(String text) {
        return new Needle(text);
    }

    /** The longest part of the text that JSON has no other spelling of, but one nobody uses. */
    static Needle withinJson(String text) {
        return new Needle(
                Arrays.stream(text.split("[^!-~]|[\"\\\\/]"))
                        .max(Comparator.comparingInt(String::length))
                        .orElse(""));
    }

    /** Whether the value or a header has it. */
    boolean isIn(ConsumerRecord<byte[], byte[]> record) {
        if (isIn(record.value())) {
            return true;
        }
        for (Header header : record.headers()) {
            if (isIn(header.value())) {
                return true;
            }
        }
        return false;
    }

    boolean isIn(byte[] hay) {
        if (hay == null) {
            return false;
        }
        int last = hay.length - octets.length;
        for (int at = 0; at <= last; at++) {
            int i = 0;
            while (i < octets.length && lower(hay[at + i]) == octets[i]) {
                i++;
            }
            if (i == octets.length) {
                return true;
            }
        }
        return false;
    }

    private static byte lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 32) : octet;
    }
}
