package dev.waypost.smtp;

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

    /**
     * Logs in, or fails with the relay's reply or {@link Symptom#NOT_OFFERED}.
     *
     * @return the mechanism that did
     */
    String by(SmtpExtensions extensions) throws SubmissionFailure {
        List<String> offered = extensions.mechanisms();
        List<String> common = target.mechanisms().stream().filter(offered::contains).toList();
        if (common.isEmpty()) {
            throw notOffered(extensions, offered);
        }
        SmtpReply reply = null;
        String used = null;
        for (String mechanism : common) {
            used = mechanism;
            reply = speak(mechanism);
            if (!isUnknownMechanism(reply)) {
                break;
            }
        }
        // 235, but some say 250.
        if (reply.code() / 100 == 2) {
            return used;
        }
        if (reply.isTransient() || reply.isPermanent()) {
            throw new SubmissionFailure(Trouble.reply(Phase.AUTH, reply));
        }
        throw failure(Symptom.GARBLED, "a reply that AUTH cannot have: " + reply.code());
    }

    private SmtpReply speak(String mechanism) throws SubmissionFailure {
        return switch (mechanism) {
            case "PLAIN" -> plain();
            case "LOGIN" -> login();
            default -> bearer();
        };
    }

    // RFC 4954 section 4: 504 for a mechanism the relay does not know, whatever it offered; 502
    // from those who take it for a command they do not know. No password was looked at.
    private static boolean isUnknownMechanism(SmtpReply reply) {
        return reply.code() == 502 || reply.code() == 504;
    }

    private SmtpReply plain() throws SubmissionFailure {
        String response = "\0" + target.username() + "\0" + target.password();
        SmtpReply reply = secret("AUTH PLAIN ", response);
        // RFC 4954 section 4: who passes over an initial response asks for it.
        return reply.code() == CONTINUE ? secret("", response) : reply;
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
        if (reply.code() == CONTINUE && reply.text().isEmpty()) {
            reply = secret("", token);
        }
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
