package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.deliver.RelayAccounts;
import dev.waypost.lane.Lane;
import dev.waypost.relay.Port;
import dev.waypost.relay.RelayCertificate;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** No password and no mail is ever said outside verified TLS. */
class NeverPlaintextTest {

    private static final Map<RelayCertificate, String> FAULTS =
            Map.of(
                    RelayCertificate.EXPIRED, "the certificate has expired, on 2",
                    RelayCertificate.OTHER_NAME, "made out to other.example.org; asked",
                    RelayCertificate.UNKNOWN_CA, "signed by an unknown CA, CN=Nobody's CA",
                    RelayCertificate.NOT_YET_VALID, "the certificate is not valid before 2",
                    RelayCertificate.WITHOUT_INTERMEDIATE,
                            "an intermediate certificate is missing");

    private final Submissions submissions = new Submissions().login("shop", "secret");

    NeverPlaintextTest() {
        submissions.relay.login("shop", "secret");
    }

    @AfterEach
    void stop() {
        assertThat(submissions.relay.plaintextMails()).isEmpty();
        submissions.close();
    }

    @Test
    void a_stripped_starttls_ends_the_session_before_the_login() {
        submissions.relay.on(Port.SUBMISSION).withoutStartTls();

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertThat(trouble.phase()).isEqualTo(Phase.STARTTLS);
        assertThat(trouble.symptom()).isEqualTo(Symptom.NOT_OFFERED);
        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .containsExactly("EHLO pod.example.org");
    }

    @Test
    void plaintext_behind_the_reply_to_starttls_is_refused() {
        submissions.relay.on(Port.SUBMISSION).inject("250-localhost", "250 AUTH PLAIN");

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertThat(trouble.phase()).isEqualTo(Phase.STARTTLS);
        assertThat(trouble.symptom()).isEqualTo(Symptom.GARBLED);
        assertThat(submissions.relay.logins()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RelayCertificate.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TRUSTED", "EXPIRING"})
    void a_certificate_that_does_not_hold_is_untrusted(RelayCertificate certificate) {
        for (Port port : Port.values()) {
            submissions.relay.on(port).withCertificate(certificate);

            Trouble trouble = submissions.trouble(port);

            assertThat(trouble.phase()).isEqualTo(Phase.TLS);
            assertThat(trouble.symptom()).isEqualTo(Symptom.UNTRUSTED);
            assertThat(trouble.detail())
                    .contains(FAULTS.get(certificate))
                    .contains("asked for localhost");
        }
        assertThat(submissions.relay.logins()).isEmpty();
    }

    @Test
    void a_relay_that_speaks_only_old_tls_is_left() throws Exception {
        byte[] protocolVersionAlert = {0x15, 3, 1, 0, 2, 2, 70};
        try (CannedServer old = CannedServer.thatAnswers(protocolVersionAlert)) {
            RelayTarget target = new RelayTarget(true, "localhost", old.port(), "", "");

            assertThatThrownBy(
                            () ->
                                    submissions
                                            .accounts()
                                            .to(target)
                                            .submit(Submissions.aMessage().mail(), Lane.NORMAL))
                    .isInstanceOfSatisfying(
                            SubmissionFailure.class,
                            e -> {
                                assertThat(e.trouble().phase()).isEqualTo(Phase.TLS);
                                assertThat(e.trouble().symptom())
                                        .isEqualTo(Symptom.HANDSHAKE_FAILED);
                            });
        }
    }

    @Test
    void tls_1_1_is_not_agreed_to() {
        submissions.relay.on(Port.SUBMISSION).tlsProtocols("TLSv1.1");

        assertThat(submissions.trouble(Port.SUBMISSION).phase()).isEqualTo(Phase.TLS);
    }

    @Test
    void tls_1_2_is_taken() throws SubmissionFailure {
        submissions.relay.on(Port.SUBMISSION).tlsProtocols("TLSv1.2");

        assertThat(submissions.submit(Port.SUBMISSION).report().tls()).startsWith("TLSv1.2 TLS_");
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, SUBMISSION",
        "TLSv1.2, IMPLICIT_TLS",
        "TLSv1.3, SUBMISSION",
        "TLSv1.3, IMPLICIT_TLS"
    })
    void a_relay_that_demands_a_certificate_of_ours_is_told_as_that(String version, Port port) {
        submissions.relay.demandingCertificates().on(port).tlsProtocols(version);

        Trouble trouble = submissions.trouble(port);

        assertThat(trouble.phase()).isEqualTo(Phase.TLS);
        assertThat(trouble.symptom()).isEqualTo(Symptom.CERTIFICATE_WANTED);
        assertThat(trouble.detail()).contains("asked for a certificate of ours, got none");
    }

    @Test
    void a_relay_that_asks_and_takes_none_is_not_blamed_later() throws SubmissionFailure {
        submissions.relay.certificates("shop").login("shop", "secret").mechanisms("PLAIN");
        submissions.submit(Port.SUBMISSION);
        submissions.relay.on(Port.IMPLICIT_TLS).closeAt("EHLO");

        Trouble trouble = submissions.trouble(Port.IMPLICIT_TLS);

        assertThat(trouble.phase()).isEqualTo(Phase.EHLO);
        assertThat(trouble.symptom()).isEqualTo(Symptom.CLOSED);
    }

    @Test
    void what_was_offered_before_tls_is_asked_again_within() throws SubmissionFailure {
        submissions.submit(Port.SUBMISSION);

        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .containsSubsequence(
                        "EHLO pod.example.org", "STARTTLS", "EHLO pod.example.org", "AUTH PLAIN");
    }

    @Test
    void the_public_authorities_do_not_vouch_for_the_test_relay() {
        try (RelayAccounts strangers =
                new RelayAccounts(
                        Submissions.config(Map.of("waypost.relay.host", "localhost")),
                        new OutcomeClassifier(ReplyRules.shipped()))) {
            RelayTarget target =
                    new RelayTarget(
                            true,
                            "localhost",
                            submissions.relay.number(Port.IMPLICIT_TLS),
                            "shop",
                            "secret");

            assertThatThrownBy(
                            () ->
                                    strangers
                                            .to(target)
                                            .submit(Submissions.aMessage().mail(), Lane.NORMAL))
                    .isInstanceOfSatisfying(
                            SubmissionFailure.class,
                            e -> assertThat(e.trouble().symptom()).isEqualTo(Symptom.UNTRUSTED));
        }
    }

    @Test
    void a_file_without_certificates_is_named_at_start(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("ca.pem"), "nothing here");

        for (Path bad : new Path[] {empty, folder.resolve("missing.pem")}) {
            submissions.set("waypost.relay.trust-certificates", bad.toString());

            assertThatThrownBy(submissions::accounts)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("waypost.relay.trust-certificates")
                    .hasMessageContaining(bad.toString());
        }
    }
}
