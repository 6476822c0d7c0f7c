package dev.waypost.compose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The octets of one message while it is written. Grows as needed; for one thread. */
final class MessageBuffer {

    private byte[] octets;
    private int length;

    MessageBuffer(int expectedLength) {
        octets = new byte[expectedLength];
    }

    /** Appends the text as UTF-8 and returns how many octets that were. */
    int append(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        append(utf8, 0, utf8.length);
        return utf8.length;
    }

    void append(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, octets, length, to - from);
        length += to - from;
    }

    void append(char ascii) {
        reserve(1);
        octets[length++] = (byte) ascii;
    }

    void endLine() {
        reserve(2);
        octets[length++] = '\r';
        octets[length++] = '\n';
    }

    /** Ends the last line unless it is ended already. */
    void endLastLine() {
        if (length < 2 || octets[length - 2] != '\r' || octets[length - 1] != '\n') {
            endLine();
        }
    }

    /** So many octets are to follow: where no more do, they need not be copied in the end. */
    void expect(long more) {
        int room = (int) Math.min(Integer.MAX_VALUE / 2, length + more);
        if (octets.length < room) {
            octets = Arrays.copyOf(octets, room);
        }
    }

    byte[] toByteArray() {
        return length == octets.length ? octets : Arrays.copyOf(octets, length);
    }

    private void reserve(int more) {
        if (octets.length - length < more) {
            octets = Arrays.copyOf(octets, Math.max(length + more, octets.length * 2));
        }
    }
}
