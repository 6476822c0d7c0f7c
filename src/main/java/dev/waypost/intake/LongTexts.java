package dev.waypost.intake;

import dev.waypost.intake.field.OctetScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The long strings of a JSON text (RFC 8259 section 7), read faster than a parser does, which looks
 * at each character by itself. The parser gets the rest, with an empty string in the place of each.
 * A string that is not plain, or whatever is wrong, stays in the rest: only the parser complains.
 */
final class LongTexts {

    /** Octets; shorter ones are not worth it. */
    private static final int LONG = 4096;

    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private record Place(int from, int to) {}

    private final byte[] json;
    private final List<Place> places = new ArrayList<>();
    private final Map<Integer, String> texts = new HashMap<>();

    /**
     * @param json in UTF-8, well-formed or not
     */
    LongTexts(byte[] json) {
        this.json = json;
        int strings = 0;
        for (int at = quote(0); json.length > LONG && at < json.length; at = quote(at)) {
            int end = end(at + 1);
            if (end - at > LONG && !isName(end + 1)) {
                take(strings, at + 1, end);
            }
            strings++;
            at = end + 1;
        }
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** The string of this number, counted from 0, names included; null where it is in the rest. */
    String get(int number) {
        return texts.get(number);
    }

    /** The JSON text without them. */
    byte[] rest() {
        int taken = places.stream().mapToInt(place -> place.to - place.from).sum();
        byte[] rest = new byte[json.length - taken];
        int length = 0;
        int from = 0;
        places.add(new Place(json.length, json.length));
        for (Place place : places) {
            System.arraycopy(json, from, rest, length, place.from - from);
            length += place.from - from;
            from = place.to;
        }
        return rest;
    }

    private int quote(int from) {
        int at = from;
        while (at < json.length && json[at] != '"') {
            at++;
        }
        return at;
    }

    /** The quote that ends the string. */
    private int end(int from) {
        int at = OctetScan.next(json, from, json.length, '"', '\\');
        while (at < json.length && json[at] != '"') {
            at = OctetScan.next(json, json[at] == '\\' ? at + 2 : at + 1, json.length, '"', '\\');
        }
        return at;
    }

    private boolean isName(int after) {
        int at = after;
        while (at < json.length && json[at] <= ' ') {
            at++;
        }
        return at < json.length && json[at] == ':';
    }

    private void take(int number, int from, int to) {
        if (to >= json.length) {
            return;
        }
        int first = special(from, to);
        if (first == to) {
            put(number, from, to, new String(json, from, to - from, StandardCharsets.UTF_8));
            return;
        }
        byte[] plain = new byte[to - from];
        int length = 0;
        int start = from;
        for (int at = first; at < to; at = special(at, to)) {
            if (json[at] < 0) {
                at++;
                continue;
            }
            int meant = json[at] == '\\' ? ESCAPED.indexOf(json[at + 1]) : -1;
            if (meant < 0) {
                return;
            }
            System.arraycopy(json, start, plain, length, at - start);
            length += at - start;
            plain[length++] = (byte) MEANT.charAt(meant);
            at += 2;
            start = at;
        }
        System.arraycopy(json, start, plain, length, to - start);
        length += to - start;
        put(number, from, to, new String(plain, 0, length, StandardCharsets.UTF_8));
    }

    private void put(int number, int from, int to, String text) {
        texts.put(number, text);
        places.add(new Place(from, to));
    }

    private int special(int from, int to) {
        return OctetScan.next(json, from, to, '\\', '\\');
    }
}
