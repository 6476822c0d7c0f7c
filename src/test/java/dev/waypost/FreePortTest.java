package dev.waypost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void gives_no_port_twice_to_those_who_have_not_listened_yet() {
        int[] given = IntStream.range(0, 400).map(ask -> FreePort.any()).toArray();

        assertThat(given).doesNotHaveDuplicates();
    }
}
