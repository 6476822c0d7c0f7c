package dev.waypost.smtp.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CipherWarmUpTest {

    @Test
    void it_ends_also_where_encryption_never_becomes_fast() {
        assertThat(CipherWarmUp.run()).isBetween(1L, 60L * 1021);
    }
}
