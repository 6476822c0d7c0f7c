package dev.waypost.ops.deadletter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record stands on its topic, written {@code partition:offset}. */
public record Place(int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    /**
     * Reads {@code partition:offset}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Place parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not PARTITION:OFFSET, such as 0:42");
        }
        return new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
