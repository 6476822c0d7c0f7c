package dev.waypost.ops.deadletter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Offsets of one partition, written {@code partition:first-last}; {@code partition:first-} has no
 * end, {@code partition:offset} is one record.
 *
 * @param last inclusive
 */
public record PlaceRange(int partition, long first, long last) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,18})(-(\\d{1,18})?)?");

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static PlaceRange parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not PARTITION:OFFSET, PARTITION:FIRST-LAST or PARTITION:FIRST-, such as 0:42"
                            .formatted(text));
        }
        long first = Long.parseLong(form.group(2));
        long last =
                form.group(3) == null
                        ? first
                        : form.group(4) == null
                                ? Long.MAX_VALUE - 1
                                : Long.parseLong(form.group(4));
        return new PlaceRange(Integer.parseInt(form.group(1)), first, last);
    }

    /** Whether it is among them. */
    public boolean contains(Place place) {
        return place.partition() == partition && place.offset() >= first && place.offset() <= last;
    }

    @Override
    public String toString() {
        return first == last
                ? partition + ":" + first
                : partition + ":" + first + "-" + (last == Long.MAX_VALUE - 1 ? "" : last);
    }
}
