package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.classify.Scope;
import dev.waypost.deliver.PacedConnections;
import dev.waypost.lane.Lane;
import dev.waypost.relay.Port;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.Secret;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {

    private final Submissions submissions = new Submissions();

    @AfterEach
    void stop() {
        submissions.close();
    }

    @Test
    void without_a_user_name_no_login_is_tried() throws SubmissionFailure {
        submissions.submit(Port.SUBMISSION);

        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .noneMatch(line -> line.startsWith("AUTH"));
    }

    @Test
    void plain_is_said_once_per_connection() throws SubmissionFailure {
        submissions.relay.login("shop", "pässword");
        submissions.login("shop", "pässword");

        submissions.submit(Port.SUBMISSION);
        submissions.submit(Port.SUBMISSION);

        assertThat(submissions.relay.logins()).containsExactly("shop");
        assertThat(submissions.relay.mails()).extracting(m -> m.login()).containsOnly("shop");
    }

    @Test
    void login_is_said_where_it_is_wanted() throws SubmissionFailure {
        submissions.relay.login("shop", "secret");
        RelayTarget target = target("shop", "secret", "LOGIN");

        submissions.accounts().to(target).submit(Submissions.aMessage().mail(), Lane.NORMAL);

        assertThat(submissions.relay.dialogue(Port.SUBMISSION)).contains("AUTH LOGIN");
        assertThat(submissions.relay.logins()).containsExactly("shop");
    }

    @Test
    void a_wrong_password_is_the_relays_reply_to_auth() {
        submissions.relay.login("shop", "secret");
        submissions.login("shop", "wrong");

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertThat(trouble.phase()).isEqualTo(Phase.AUTH);
        assertThat(trouble.reply().code()).isEqualTo(535);
        assertThat(submissions.relay.badLogins()).containsOnly("shop");
    }

    @Test
    void a_login_that_is_not_offered_is_not_left_out() {
        submissions.login("shop", "secret");

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertThat(trouble.phase()).isEqualTo(Phase.AUTH);
        assertThat(trouble.symptom()).isEqualTo(Symptom.NOT_OFFERED);
        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void without_a_common_mechanism_the_offer_is_named() {
        submissions.relay.login("shop", "secret");

        SubmissionFailure failure =
                catchThrowableOfType(
                        SubmissionFailure.class,
                        () ->
                                submissions
                                        .accounts()
                                        .to(target("shop", "secret", "XOAUTH2"))
                                        .submit(Submissions.aMessage().mail(), Lane.NORMAL));

        assertThat(failure.trouble().symptom()).isEqualTo(Symptom.NOT_OFFERED);
        assertThat(failure.trouble().detail()).contains("PLAIN, LOGIN").contains("XOAUTH2");
    }

    @Test
    void a_bearer_token_is_said_where_the_target_asks_for_it() throws SubmissionFailure {
        submissions
                .relay
                .onAllPorts()
                .whenCommand("EHLO")
                .reply("250-localhost", "250-STARTTLS", "250 AUTH PLAIN XOAUTH2");
        submissions.relay.onAllPorts().whenCommand("AUTH").reply("235 2.7.0 welcome");

        submissions
                .accounts()
                .to(target("shop", "token", "XOAUTH2"))
                .submit(Submissions.aMessage().mail(), Lane.NORMAL);

        assertThat(submissions.relay.dialogue(Port.SUBMISSION)).contains("AUTH XOAUTH2");
    }

    @Test
    void a_changed_password_never_travels_on_the_old_login() throws SubmissionFailure {
        submissions.relay.login("shop", "old");
        submissions.login("shop", "old").submit(Port.SUBMISSION);
        PacedConnections old = submissions.over(Port.SUBMISSION);

        submissions.relay.login("shop", "new");
        submissions.login("shop", "new").submit(Port.SUBMISSION);

        assertThat(submissions.relay.logins()).containsExactly("shop", "shop");
        assertThat(old.pool().counts().openNow()).isEqualTo(1);
        assertThat(old.pool().counts().opened()).isEqualTo(2);
        assertThat(old.pool().counts().discarded(Discard.CLOSED)).isEqualTo(1);
    }

    @Test
    void what_was_known_of_a_replaced_password_is_forgotten() throws SubmissionFailure {
        submissions.relay.login("shop", "second");
        submissions.login("shop", "first").failure(Port.SUBMISSION, Submissions.aMessage());
        submissions.login("shop", "second").submit(Port.SUBMISSION);

        submissions.relay.login("shop", "first");
        submissions.login("shop", "first").submit(Port.SUBMISSION);

        assertThat(submissions.relay.mails()).hasSize(2);
        assertThat(submissions.relay.badLogins()).hasSize(2);
    }

    @Test
    void the_password_is_in_no_text() {
        submissions.relay.login("shop", "secret");
        submissions.login("shop", "hunter2");

        SubmissionFailure failure = submissions.failure(Port.SUBMISSION, Submissions.aMessage());

        assertThat(failure).hasMessageNotContaining("hunter2");
        assertThat(submissions.over(Port.SUBMISSION).pool().target().toString())
                .doesNotContain("hunter2")
                .doesNotContain("shop");
    }

    @Test
    void a_challenge_after_the_initial_response_is_answered_with_it() throws SubmissionFailure {
        submissions.relay.login("shop", "secret");
        submissions.login("shop", "secret");
        submissions.relay.on(Port.SUBMISSION).whenMechanism("PLAIN").reply("334 ").times(1);

        submissions.submit(Port.SUBMISSION);

        assertThat(submissions.relay.logins()).containsExactly("shop");
        assertThat(submissions.relay.mails()).hasSize(1);
    }

    @Test
    void a_bearer_token_is_said_again_where_it_is_asked_for() throws SubmissionFailure {
        submissions
                .relay
                .onAllPorts()
                .whenCommand("EHLO")
                .reply("250-localhost", "250-STARTTLS", "250 AUTH XOAUTH2");
        submissions.relay.onAllPorts().whenCommand("AUTH").reply("334 ").times(1);
        submissions.relay.onAllPorts().whenCommand("AUTH").reply("235 2.7.0 welcome");

        submissions
                .accounts()
                .to(target("shop", "token", "XOAUTH2"))
                .submit(Submissions.aMessage().mail(), Lane.NORMAL);

        assertThat(submissions.relay.mails()).hasSize(1);
    }

    @Test
    void challenges_without_end_are_trouble_of_the_port() {
        submissions.relay.login("shop", "secret");
        submissions.login("shop", "secret");
        submissions.relay.on(Port.SUBMISSION).whenCommand("AUTH").reply("334 ");

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertThat(trouble.phase()).isEqualTo(Phase.AUTH);
        assertThat(trouble.symptom()).isEqualTo(Symptom.GARBLED);
        assertThat(outcome(trouble).outcomeClass()).isEqualTo(OutcomeClass.FAILOVER);
    }

    @Test
    void rubbish_instead_of_a_reply_is_trouble_of_the_port() {
        submissions.relay.login("shop", "secret");
        submissions.login("shop", "secret");
        submissions.relay.on(Port.SUBMISSION).whenCommand("AUTH").replyGarbage();

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertThat(outcome(trouble).outcomeClass()).isEqualTo(OutcomeClass.FAILOVER);
        assertThat(outcome(trouble).scope()).isEqualTo(Scope.PORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"502 5.5.1 command not implemented", "504 5.5.4 unrecognized"})
    void another_mechanism_is_tried_where_the_relay_does_not_know_one_that_it_offers(String reply)
            throws SubmissionFailure {
        submissions.relay.login("shop", "secret");
        submissions.login("shop", "secret");
        submissions.relay.on(Port.SUBMISSION).whenMechanism("PLAIN").reply(reply);

        submissions.submit(Port.SUBMISSION);

        assertThat(submissions.relay.dialogue(Port.SUBMISSION))
                .contains("AUTH PLAIN", "AUTH LOGIN");
        assertThat(submissions.relay.logins()).containsExactly("shop");
        assertThat(submissions.relay.mails()).hasSize(1);
    }

    @Test
    void where_every_mechanism_is_unknown_that_is_a_matter_of_configuration() {
        submissions.relay.login("shop", "secret");
        submissions.login("shop", "secret");
        submissions.relay.on(Port.SUBMISSION).whenCommand("AUTH").reply("504 5.5.4 unrecognized");

        Trouble trouble = submissions.trouble(Port.SUBMISSION);

        assertThat(outcome(trouble).outcomeClass()).isEqualTo(OutcomeClass.HALT);
    }

    private static Outcome outcome(Trouble trouble) {
        return new OutcomeClassifier(ReplyRules.none()).classify(trouble);
    }

    private RelayTarget target(String user, String password, String mechanism) {
        return new RelayTarget(
                false,
                "localhost",
                submissions.relay.number(Port.SUBMISSION),
                user,
                Secret.password(password),
                List.of(mechanism));
    }
}
