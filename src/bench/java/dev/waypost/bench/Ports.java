package dev.waypost.bench;

import dev.waypost.FreePort;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the relay listens, or the far link before it.
 *
 * @param clear without TLS; Waypost never goes there
 * @param submission with STARTTLS, the place of 587
 * @param alternate with STARTTLS, the place of 2525
 * @param implicitTls with TLS from the first byte, the place of 465
 */
record Ports(int clear, int submission, int alternate, int implicitTls) {

    static Ports free() {
        return new Ports(FreePort.any(), FreePort.any(), FreePort.any(), FreePort.any());
    }

    static Ports of(List<String> words) {
        List<Integer> numbers = words.stream().map(Integer::valueOf).toList();
        return new Ports(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
    }

    Ports withSubmission(int other) {
        return new Ports(clear, other, alternate, implicitTls);
    }

    List<Integer> numbers() {
        return List.of(clear, submission, alternate, implicitTls);
    }

    Stream<String> words() {
        return numbers().stream().map(String::valueOf);
    }
}
