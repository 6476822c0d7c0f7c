package dev.waypost.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SmtpExtensionsTest {

    @Test
    void the_first_line_is_the_relays_name_not_an_offer() {
        SmtpExtensions offered = SmtpExtensions.read(List.of("250-STARTTLS", "250 pipelining"));

        assertThat(offered.offers("STARTTLS")).isFalse();
        assertThat(offered.offers("PIPELINING")).isTrue();
    }

    @Test
    void size_is_a_limit_only_if_it_names_one() {
        assertThat(extensions("250 SIZE 1000").largestMessage()).isEqualTo(1000);
        assertThat(extensions("250 SIZE").largestMessage()).isEqualTo(Long.MAX_VALUE);
        assertThat(extensions("250 SIZE 0").largestMessage()).isEqualTo(Long.MAX_VALUE);
        assertThat(extensions("250 SIZE many").largestMessage()).isEqualTo(Long.MAX_VALUE);
        assertThat(extensions("250 HELP").largestMessage()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void mechanisms_are_read_in_both_spellings() {
        assertThat(extensions("250 AUTH plain LOGIN").mechanisms())
                .containsExactly("PLAIN", "LOGIN");
        assertThat(extensions("250-AUTH=LOGIN", "250 AUTH PLAIN").mechanisms())
                .containsExactly("LOGIN", "PLAIN");
        assertThat(extensions("250 HELP").mechanisms()).isEmpty();
    }

    private static SmtpExtensions extensions(String... lines) {
        return SmtpExtensions.read(
                Stream.concat(Stream.of("250-relay"), Arrays.stream(lines)).toList());
    }
}
