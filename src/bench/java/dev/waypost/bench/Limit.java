package dev.waypost.bench;

import dev.waypost.config.Rate;
import java.util.Arrays;
import java.util.List;

/**
 * What the relay allows: one rate, or several one after the other.
 *
 * @param name such as {@code 14/s} or {@code 14/s>50/s>5/s}
 * @param steps mails a second
 */
record Limit(String name, List<Double> steps) {

    static Limit named(String name) {
        return new Limit(
                name,
                Arrays.stream(name.split(">"))
                        .map(rate -> Rate.valueOf(rate).perSecond())
                        .toList());
    }

    double highest() {
        return steps.stream().mapToDouble(rate -> rate).max().orElseThrow();
    }

    boolean moves() {
        return steps.size() > 1;
    }
}
