package dev.waypost.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads the text of a {@link RetrySchedule}. Used once. */
final class ScheduleText {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST_TIMES = 1000;
    private static final int MOST_DIGITS = 9;

    private final String text;
    private final List<Duration> waits = new ArrayList<>();
    private int position;

    ScheduleText(String text) {
        this.text = text;
    }

    /** All waits, those that are repeated one by one. */
    List<Duration> waits() {
        item();
        while (position < text.length()) {
            if (text.charAt(position) != ',') {
                throw expected(position, "a comma or the end");
            }
            position++;
            item();
        }
        return waits;
    }

    private void item() {
        take(c -> c == ' ');
        Duration delay = delay();
        int times = 1;
        if (position < text.length() && text.charAt(position) == '*') {
            position++;
            times = times();
        }
        waits.addAll(Collections.nCopies(times, delay));
        take(c -> c == ' ');
    }

    private Duration delay() {
        int start = position;
        long count = number("a delay such as 5m");
        int unitStart = position;
        DelayUnit unit =
                DelayUnit.of(take(Character::isLetter))
                        .orElseThrow(() -> expected(unitStart, "a unit (ms, s, m, h or d)"));
        Duration delay = unit.times(count);
        if (delay.isZero() || delay.compareTo(LONGEST) > 0) {
            throw expected(start, "a delay from 1ms to 365d");
        }
        return delay;
    }

    private int times() {
        int start = position;
        long times = number("how many times");
        if (times < 1 || times > MOST_TIMES) {
            throw expected(start, "a number from 1 to " + MOST_TIMES);
        }
        return (int) times;
    }

    private long number(String what) {
        int start = position;
        String digits = take(c -> c >= '0' && c <= '9');
        if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
            throw expected(start, what);
        }
        return Long.parseLong(digits);
    }

    private String take(IntPredicate wanted) {
        int start = position;
        while (position < text.length() && wanted.test(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private IllegalArgumentException expected(int at, String what) {
        String found = at < text.length() ? "'" + text.substring(at) + "'" : "the end";
        return new IllegalArgumentException(
                "retry schedule \"%s\", position %d: expected %s, found %s"
                        .formatted(text, at + 1, what, found));
    }
}
