package dev.waypost.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * One combination of circumstances.
 *
 * @param bytes size of each mail's text
 * @param tls whether the session is protected by STARTTLS
 * @param roundTripMillis round-trip time between contender and relay
 */
record Cell(int bytes, boolean tls, int roundTripMillis) {

    private static final int KIB = 1024;

    /** All nine, in the order they are measured in. */
    static List<Cell> all() {
        return Stream.of(
                        "4k-tls-0",
                        "4k-clear-0",
                        "100k-tls-0",
                        "1m-tls-0",
                        "1m-clear-0",
                        "4k-tls-50",
                        "4k-clear-50",
                        "1m-tls-50",
                        "1m-clear-50")
                .map(Cell::named)
                .toList();
    }

    /** Reads {@code 4k-tls-0}, {@code 1m-clear-50} and their like. */
    static Cell named(String name) {
        String[] words = name.split("-");
        if (words.length != 3 || !words[0].matches("\\d+[km]")) {
            throw new IllegalArgumentException("no such cell: " + name);
        }
        int number = Integer.parseInt(words[0].substring(0, words[0].length() - 1));
        int bytes = number * (words[0].endsWith("m") ? KIB * KIB : KIB);
        return new Cell(bytes, words[1].equals("tls"), Integer.parseInt(words[2]));
    }

    String name() {
        return "%s-%s-%d".formatted(size("k", "m"), tls ? "tls" : "clear", roundTripMillis);
    }

    String title() {
        return "%s, %s, round trip %d ms"
                .formatted(
                        size(" KiB", " MiB"), tls ? "STARTTLS" : "in the clear", roundTripMillis);
    }

    private String size(String kibi, String mebi) {
        return bytes >= KIB * KIB ? bytes / KIB / KIB + mebi : bytes / KIB + kibi;
    }

    /** Whether the handling of a mail costs more than its octets, or so much that it shows. */
    boolean isSmall() {
        return bytes <= 128 * KIB;
    }

    boolean isNear() {
        return roundTripMillis == 0;
    }

    /** Mails per second that no contender is expected to pass: what a topic is filled for. */
    int expectedRate() {
        return isNear()
                ? Math.min(12_000, 300 * KIB * KIB / bytes)
                : Math.min(500, 150 * KIB * KIB / bytes);
    }
}
