package dev.waypost.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressMaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "RCPT TO:<ann@example.org>         | RCPT TO:<a***@example.org>",
                "550 5.1.1 <ann+x@example.org>: no | 550 5.1.1 <a***@example.org>: no",
                "ann@example.org,bob@example.net   | a***@example.org,b***@example.net",
                "MAIL FROM:<\"a b\"@example.org>   | MAIL FROM:<\"***\"@example.org>",
                "MAIL FROM:<\"a@b\"@example.org>   | MAIL FROM:<\"***\"@example.org>",
                "to=josé@пример.рф                 | t***@пример.рф",
                "user@[192.0.2.1] is literal       | u***@[192.0.2.1] is literal",
                "no address here                   | no address here",
                "@ alone, and a @ b                | @ alone, and a @ b"
            })
    void an_address_keeps_its_first_letter_and_its_domain(String text, String masked) {
        assertThat(AddressMask.masked(text)).isEqualTo(masked);
    }
}
