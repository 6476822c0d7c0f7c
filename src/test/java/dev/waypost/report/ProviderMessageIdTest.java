package dev.waypost.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.report.AttemptFields.ProviderMessageId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderMessageIdTest {

    @ParameterizedTest
    @CsvSource({
        "Ok: queued as 4XyZ12abcd, 4XyZ12abcd",
        "Message queued as 65f0c1d2e3, 65f0c1d2e3",
        "OK id=1rkXYZ-0000AB-2C, 1rkXYZ-0000AB-2C",
        "Ok 0102018f3c5b-7a1d-000000, 0102018f3c5b-7a1d-000000",
        "OK 8F/00-41332-5E9D42C5, 8F/00-41332-5E9D42C5",
        "OK <AM0PR01@AM0PR01.example.org> [Hostname=AM0PR01.example.org], AM0PR01@AM0PR01.example.org",
        "OK  1700000000 d9443c01a7336-1cc.74 - gsmtp, d9443c01a7336-1cc.74",
        "4AB1C2d3012345 Message accepted for delivery, 4AB1C2d3012345",
        "Ok: queued as <a.b@relay.example>, a.b@relay.example"
    })
    void the_relays_own_id_is_found(String text, String id) {
        assertThat(ProviderMessageId.in(text)).hasValue(id);
    }

    @Test
    void a_text_without_one_has_none() {
        assertThat(ProviderMessageId.in("Ok")).isEmpty();
        assertThat(ProviderMessageId.in("Thank you for your mail")).isEmpty();
        assertThat(ProviderMessageId.in("")).isEmpty();
    }
}
