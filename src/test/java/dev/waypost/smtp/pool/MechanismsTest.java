package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.lane.Lane;
import dev.waypost.relay.Port;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.Secret;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mechanism against a relay that verifies what it is told. */
class MechanismsTest {

    private final Submissions submissions = new Submissions();

    @TempDir Path folder;

    @AfterEach
    void stop() {
        submissions.close();
    }

    /** Tokens in their order; the last one stays. */
    private static final class Tokens implements Secret {
        private final Deque<String> values;
        private int renewals;

        private Tokens(String... values) {
            this.values = new ArrayDeque<>(List.of(values));
        }

        @Override
        public Kind kind() {
            return Kind.TOKEN;
        }

        @Override
        public byte[] octets() {
            return values.element().getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public boolean isRenewed(byte[] refused) {
            if (values.size() < 2 || !Arrays.equals(refused, octets())) {
                return false;
            }
            renewals++;
            values.remove();
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "SCRAM-SHA-256", "CRAM-MD5"})
    void a_password_is_proven_by_what_the_relay_offers(String mechanism) throws SubmissionFailure {
        submissions.relay.login("shop, inc=1", "pässword").mechanisms("GSSAPI", mechanism);
        submissions.login("shop, inc=1", "pässword");

        submissions.submit(Port.SUBMISSION);

        assertThat(said()).containsExactly("AUTH " + mechanism);
        assertThat(submissions.relay.logins()).containsExactly("shop, inc=1");
        assertThat(submissions.relay.mails()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "SCRAM-SHA-256", "CRAM-MD5"})
    void a_wrong_one_is_refused_by_each(String mechanism) {
        submissions.relay.login("shop", "secret").mechanisms(mechanism);
        submissions.login("shop", "wrong");

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertThat(trouble.phase()).isEqualTo(Phase.AUTH);
        assertThat(trouble.reply().code()).isEqualTo(535);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CRAM-MD5 SCRAM-SHA-256 LOGIN PLAIN | PLAIN
                    CRAM-MD5 SCRAM-SHA-256 LOGIN       | LOGIN
                    CRAM-MD5 SCRAM-SHA-256             | SCRAM-SHA-256
                    CRAM-MD5 NTLM                      | CRAM-MD5
                    """)
    void digests_are_only_said_where_nothing_else_is_offered(String offered, String used)
            throws SubmissionFailure {
        submissions.relay.login("shop", "secret").mechanisms(offered.split(" "));
        submissions.login("shop", "secret");

        submissions.submit(Port.SUBMISSION);

        assertThat(said()).containsExactly("AUTH " + used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5"})
    void a_password_may_have_any_octet(String mechanism) throws SubmissionFailure {
        byte[] octets = new byte[255];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (i + 1);
        }
        submissions.relay.login("shop", octets).mechanisms("SCRAM-SHA-256", mechanism);

        submit(Secret.password(octets));

        assertThat(said()).containsExactly("AUTH " + mechanism);
        assertThat(submissions.relay.logins()).containsExactly("shop");
    }

    @Test
    void a_nul_goes_by_another_mechanism_than_plain() throws SubmissionFailure {
        byte[] octets = {'a', 0, 'b'};
        submissions.relay.login("shop", octets);

        submit(Secret.password(octets));

        assertThat(said()).containsExactly("AUTH LOGIN");
        assertThat(submissions.relay.logins()).containsExactly("shop");
    }

    @ParameterizedTest
    @CsvSource({"XOAUTH2 OAUTHBEARER PLAIN, OAUTHBEARER", "LOGIN XOAUTH2, XOAUTH2"})
    void a_token_is_said_as_the_relay_offers_it(String offered, String used)
            throws SubmissionFailure {
        submissions.relay.tokens("shop", "good"::equals).mechanisms(offered.split(" "));

        submit(new Tokens("good"));

        assertThat(said()).containsExactly("AUTH " + used);
        assertThat(submissions.relay.logins()).containsExactly("shop");
    }

    @Test
    void a_token_is_never_said_as_a_password() {
        submissions.relay.login("shop", "good");

        Trouble trouble = failure(new Tokens("good")).trouble();

        assertThat(trouble.symptom()).isEqualTo(Symptom.NOT_OFFERED);
        assertThat(said()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAUTHBEARER", "XOAUTH2"})
    void a_token_that_is_refused_is_renewed_before_that_counts(String mechanism)
            throws SubmissionFailure {
        submissions.relay.tokens("shop", "second"::equals).mechanisms(mechanism);
        Tokens tokens = new Tokens("first", "second");

        submit(tokens);

        assertThat(said()).containsExactly("AUTH " + mechanism, "AUTH " + mechanism);
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(1);
        assertThat(tokens.renewals).isEqualTo(1);
        assertThat(submissions.relay.mails()).hasSize(1);
    }

    @Test
    void a_renewed_one_that_is_refused_too_is_the_relays_reply() {
        submissions.relay.tokens("shop", "none"::equals);

        SubmissionFailure failure = failure(new Tokens("first", "second"));

        assertThat(failure.trouble().reply().code()).isEqualTo(535);
        assertThat(submissions.relay.badLogins())
                .as("twice on the first connection, once more on a fresh one")
                .hasSize(3);
    }

    @Test
    void a_relay_that_hangs_up_on_who_was_refused_has_refused() throws SubmissionFailure {
        submissions.relay.tokens("shop", "second"::equals).mechanisms("XOAUTH2");
        submissions.relay.on(Port.SUBMISSION).whenCommand("AUTH").close().afterSkipping(1).times(1);

        submit(new Tokens("first", "second"));

        assertThat(submissions.relay.connections(Port.SUBMISSION)).isEqualTo(2);
        assertThat(submissions.relay.mails()).hasSize(1);
    }

    @Test
    void without_a_token_no_connection_is_opened() {
        submissions.relay.tokens("shop", "good"::equals);
        Trouble away = Trouble.of(Phase.AUTH, Symptom.NO_TOKEN, "the token server is away");

        SubmissionFailure failure =
                failure(
                        new Secret() {
                            @Override
                            public Kind kind() {
                                return Kind.TOKEN;
                            }

                            @Override
                            public byte[] octets() throws SubmissionFailure {
                                throw new SubmissionFailure(away, List.of(), null);
                            }
                        });

        assertThat(failure.trouble()).isEqualTo(away);
        assertThat(submissions.relay.connections(Port.SUBMISSION)).isZero();
    }

    @Test
    void a_certificate_is_shown_and_external_said_where_it_is_offered() throws Exception {
        submissions.relay.certificates("shop");
        submissions.withCertificate(folder);

        submit(Secret.CERTIFICATE);

        assertThat(said()).containsExactly("AUTH EXTERNAL");
        assertThat(submissions.relay.logins()).containsExactly("shop");
    }

    @Test
    void a_relay_that_knows_the_certificate_and_offers_no_login_gets_none() throws Exception {
        submissions.withCertificate(folder);

        submit(Secret.CERTIFICATE);

        assertThat(said()).isEmpty();
        assertThat(submissions.relay.mails()).hasSize(1);
    }

    @Test
    void without_a_certificate_external_is_refused() {
        submissions.relay.certificates("shop");

        assertThat(failure(Secret.CERTIFICATE).trouble().reply().code()).isEqualTo(535);
    }

    private List<String> said() {
        return submissions.relay.dialogue(Port.SUBMISSION).stream()
                .filter(line -> line.startsWith("AUTH"))
                .toList();
    }

    private void submit(Secret secret) throws SubmissionFailure {
        submissions
                .accounts()
                .to(target(secret))
                .submit(Submissions.aMessage().mail(), Lane.NORMAL);
    }

    private SubmissionFailure failure(Secret secret) {
        return Assertions.catchThrowableOfType(SubmissionFailure.class, () -> submit(secret));
    }

    private RelayTarget target(Secret secret) {
        return new RelayTarget(
                false,
                submissions.relay.host(),
                submissions.relay.number(Port.SUBMISSION),
                "shop",
                secret);
    }
}
