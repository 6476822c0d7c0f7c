package dev.waypost.intake.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight octets at a time find what a look at each of them finds. */
class OctetScanTest {

    private static final byte[] NEIGHBOURS = {
        0, 1, '\t', '\n', 0x1F, ' ', '!', '<', '=', '>', 'x', 126, 127, -128, -127, -1
    };

    private final Random random = new Random(8);

    @Test
    void the_next_one_is_the_first_that_is_sought() {
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = octets();
            int from = random.nextInt(octets.length + 2);
            int expected = from;
            while (expected < octets.length && !isSought(octets[expected])) {
                expected++;
            }

            assertThat(OctetScan.next(octets, from, octets.length, '=', (char) 127))
                    .as("from %d of %s", from, octets)
                    .isEqualTo(expected);
        }
    }

    @Test
    void those_of_eight_bits_are_counted() {
        for (int round = 0; round < 5_000; round++) {
            byte[] octets = octets();
            int expected = 0;
            for (byte octet : octets) {
                expected += octet < 0 ? 1 : 0;
            }

            assertThat(OctetScan.eightBit(octets)).isEqualTo(expected);
        }
    }

    private static boolean isSought(byte octet) {
        return octet >= 0 && octet < ' ' || octet == '=' || octet == 127;
    }

    /** Mostly of one kind, so that what is sought comes at any place of the eight. */
    private byte[] octets() {
        byte usual = NEIGHBOURS[random.nextInt(NEIGHBOURS.length)];
        byte[] octets = new byte[random.nextInt(40)];
        for (int i = 0; i < octets.length; i++) {
            octets[i] =
                    random.nextInt(4) > 0 ? usual : NEIGHBOURS[random.nextInt(NEIGHBOURS.length)];
        }
        return octets;
    }
}
