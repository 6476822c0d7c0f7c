package dev.waypost.intake;

import static dev.waypost.intake.AMail.aMail;
import static dev.waypost.intake.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.intake.address.Address;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every written form of a mailbox, and what is none. */
class AddressFormsTest {

    private final MailEventDecoder decoder = new MailEventDecoder();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ann@example.net                           | ann@example.net        |
                    <ann@example.net>                         | ann@example.net        |
                    Ann <ann@example.net>                     | ann@example.net        | Ann
                    Ann B. Smith <ann@example.net>            | ann@example.net        | Ann B. Smith
                    Jürgen Müller <j@example.net>             | j@example.net          | Jürgen Müller
                    "Shop, Inc." <shop@example.org>           | shop@example.org       | Shop, Inc.
                    "A \\"B\\" \\\\ <C>"<a@example.org>       | a@example.org          | A "B" \\ <C>
                    "" <a@example.org>                        | a@example.org          |
                    ann+tag@example.net                       | ann+tag@example.net    |
                    !#$%&'*+-/=?^_{}~@example.net             | !#$%&'*+-/=?^_{}~@example.net |
                    "john doe"@example.net                    | "john doe"@example.net |
                    "a\\"b@c"@example.net                     | "a\\"b@c"@example.net  |
                    A <"x>y"@example.net>                     | "x>y"@example.net      | A
                    root@localhost                            | root@localhost         |
                    ann@[192.0.2.1]                           | ann@[192.0.2.1]        |
                    ann@[IPv6:2001:db8::1]                    | ann@[IPv6:2001:db8::1] |
                    ann@[IPv6:::ffff:192.0.2.1]               | ann@[IPv6:::ffff:192.0.2.1] |
                    ann@[IPv6:1:2:3:4:5:6:7:8]                | ann@[IPv6:1:2:3:4:5:6:7:8] |
                    ann@münchen.example                       | ann@münchen.example    |
                    ann@xn--mnchen-3ya.example                | ann@xn--mnchen-3ya.example |
                    用户@例子.广告                             | 用户@例子.广告           |
                    Pelé <pelé@example.com>                   | pelé@example.com       | Pelé
                    😀@example.com                            | 😀@example.com          |
                    """)
    void is_a_mailbox(String written, String email, String name) throws InvalidEvent {
        MailEvent event = decoder.decode(aMail().to(written).from(written).record());

        assertThat(event.to()).containsExactly(new Address(email, name));
        assertThat(event.from()).isEqualTo(new Address(email, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ann",
                "@",
                "@example.net",
                "ann@",
                "ann@@example.net",
                "ann@b@example.net",
                ".ann@example.net",
                "ann.@example.net",
                "a..b@example.net",
                "a b@example.net",
                "a(b)@example.net",
                "a,b@example.net",
                "ann@example..net",
                "ann@.example.net",
                "ann@example.net.",
                "ann@-example.net",
                "ann@exa_mple.net",
                "ann@exa mple.net",
                "ann@[300.0.2.1]",
                "ann@[192.0.2]",
                "ann@[192.0.2.1",
                "ann@[IPv6:1::2::3]",
                "ann@[IPv6:1:2:3:4:5:6:7]",
                "ann@[x:y]",
                "\"ann@example.net",
                "\"ann\"x@example.net",
                "\"ann\\\"@example.net",
                "Ann <ann@example.net",
                "Ann ann@example.net>",
                "Doe, Ann <ann@example.net>",
                "\"Ann <ann@example.net>",
                "\"Ann\" x <ann@example.net>",
                "Ann <>",
                "Ann <<ann@example.net>>",
                "Ann <ann@example.net> <b@example.net>",
                "ann@example.net, bob@example.net",
                "ann@\u00ad",
                "ann@exa。..net"
            })
    void is_no_mailbox(String written) {
        InvalidEvent refusal = refusalOf(aMail().to(written).record());

        assertThat(refusal.violations()).hasSize(1);
        assertThat(refusal.violations().get(0).pointer()).isEqualTo("/to/0");
        assertThat(refusal.violations().get(0).message()).startsWith("must ");
    }

    @Test
    void limits_are_counted_in_octets() throws InvalidEvent {
        String label = "d".repeat(63);

        decoder.decode(aMail().to("l".repeat(64) + "@" + label + ".net").record());

        assertThat(refusalOf(aMail().to("l".repeat(65) + "@example.net").record()))
                .hasMessageContaining("at most 64 octets before the @");
        assertThat(refusalOf(aMail().to("ü".repeat(33) + "@example.net").record()))
                .hasMessageContaining("at most 64 octets before the @");
        assertThat(refusalOf(aMail().to("a@d" + label + ".net").record()))
                .hasMessageContaining("each label of its domain has 1 to 63");
        assertThat(refusalOf(aMail().to("a@" + (label + ".").repeat(4) + "net").record()))
                .hasMessageContaining("at most 254 octets");
    }

    @Test
    void a_long_name_is_refused_in_both_forms() {
        String name = "n".repeat(257);

        assertThat(refusalOf(aMail().to(name + " <a@example.net>").record()))
                .hasMessageContaining("/to/0: must have a name of at most 256 characters");
        assertThat(
                        refusalOf(
                                aMail().with("to", Map.of("email", "a@example.net", "name", name))
                                        .record()))
                .hasMessageContaining("/to/name: must have at most 256 characters");
    }
}
