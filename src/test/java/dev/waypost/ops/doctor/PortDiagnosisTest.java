package dev.waypost.ops.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.deliver.SubmissionPort;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortDiagnosisTest {

    @Test
    void a_tls_mode_is_wrong_where_the_profile_says_another_alone() {
        assertThat(inTheOtherMode(true).state()).isEqualTo("wrong TLS mode");
        assertThat(inTheOtherMode(false).state()).isEqualTo("open");
        assertThat(inTheOtherMode(false).mode()).isEqualTo("implicit TLS");
    }

    private static PortDiagnosis inTheOtherMode(boolean ofProfile) {
        SubmissionPort usual = new SubmissionPort("2587", "relay.example.org", 2587, false);
        return new PortDiagnosis(
                new SupposedPort(usual, ofProfile), true, new PortVisit(), Map.of());
    }
}
