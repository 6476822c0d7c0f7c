package dev.waypost.deliver;

import dev.waypost.classify.Phase;
import dev.waypost.classify.SmtpReply;
import dev.waypost.classify.Symptom;
import dev.waypost.classify.Trouble;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The login of RFC 4954, within TLS only: PLAIN (RFC 4616), LOGIN, and where the target names it
 * XOAUTH2. A login that was configured is never left out: without it the relay would judge the mail
 * as a stranger's.
 */
final class SmtpLogin {

    private static final int CONTINUE = 334;

    private final SmtpDialogue dialogue;
    private final RelayTarget target;

    SmtpLogin(SmtpDialogue dialogue, RelayTarget target) {
        this.dialogue = dialogue;
        this.target = target;
    }

    /** Logs in, or fails with the relay's reply or {@link Symptom#NOT_OFFERED}. */
    void by(SmtpExtensions extensions) throws SubmissionFailure {
        List<String> offered = extensions.mechanisms();
        String mechanism =
                target.mechanisms().stream()
                        .filter(offered::contains)
                        .findFirst()
                        .orElseThrow(() -> notOffered(extensions, offered));
        SmtpReply reply =
                switch (mechanism) {
                    case "PLAIN" -> plain();
                    case "LOGIN" -> login();
                    default -> bearer();
                };
        if (reply.code() == 235) {
            return;
        }
        if (reply.isTransient() || reply.isPermanent()) {
            throw new SubmissionFailure(Trouble.reply(Phase.AUTH, reply));
        }
        throw failure(Symptom.GARBLED, "a reply that AUTH cannot have: " + reply.code());
    }

    private SmtpReply plain() throws SubmissionFailure {
        return secret("AUTH PLAIN ", "\0" + target.username() + "\0" + target.password());
    }

    private SmtpReply login() throws SubmissionFailure {
        SmtpReply reply = dialogue.command(Phase.AUTH, "AUTH LOGIN");
        if (reply.code() == CONTINUE) {
            reply = secret("", target.username());
        }
        return reply.code() == CONTINUE ? secret("", target.password()) : reply;
    }

    private SmtpReply bearer() throws SubmissionFailure {
        String token = "user=" + target.username() + "\1auth=Bearer " + target.password() + "\1\1";
        SmtpReply reply = secret("AUTH XOAUTH2 ", token);
        // A refused token is explained in a challenge; the empty answer brings the reply.
        return reply.code() == CONTINUE ? dialogue.command(Phase.AUTH, "") : reply;
    }

    private SmtpReply secret(String before, String secret) throws SubmissionFailure {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return dialogue.secret(
                Phase.AUTH,
                before + Base64.getEncoder().encodeToString(bytes),
                before + "<not shown>");
    }

    private SubmissionFailure notOffered(SmtpExtensions extensions, List<String> offered) {
        return failure(
                Symptom.NOT_OFFERED,
                extensions.offers("AUTH")
                        ? "no common login mechanism: the relay offers %s, configured are %s"
                                .formatted(offered, target.mechanisms())
                        : "a login is configured but the relay offers none");
    }

    private static SubmissionFailure failure(Symptom symptom, String detail) {
        return new SubmissionFailure(Trouble.of(Phase.AUTH, symptom, detail));
    }
}
