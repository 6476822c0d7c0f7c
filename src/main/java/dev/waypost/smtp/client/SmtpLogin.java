package dev.waypost.smtp.client;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.Secret;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import dev.waypost.smtp.login.Mechanism;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The login of RFC 4954, within TLS only, by the mechanism that fits the secret best. A login that
 * was configured is never left out: without it the relay would judge the mail as a stranger's. A
 * token that is refused is renewed and tried once more, before that counts.
 */
final class SmtpLogin {

    private static final int CONTINUE = 334;

    private final SmtpDialogue dialogue;
    private final RelayTarget target;

    SmtpLogin(SmtpDialogue dialogue, RelayTarget target) {
        this.dialogue = dialogue;
        this.target = target;
    }

    private record Said(String mechanism, SmtpReply reply) {

        /** 235, but some say 250. */
        boolean isAccepted() {
            return reply.code() / 100 == 2;
        }

        // RFC 4954 section 4: 504 for a mechanism the relay does not know, whatever it offered; 502
        // from those who take it for a command they do not know. No secret was looked at.
        boolean isUnknown() {
            return reply.code() == 502 || reply.code() == 504;
        }
    }

    /** A relay that knows us by our certificate need not offer to be told of it. */
    boolean isWanted(SmtpExtensions extensions) {
        return target.wantsLogin()
                && (target.secret().kind() != Secret.Kind.CERTIFICATE
                        || !common(extensions, new byte[0]).isEmpty());
    }

    /**
     * Logs in, or fails with the relay's reply or {@link Symptom#NOT_OFFERED}.
     *
     * @return the mechanism that did
     */
    String by(SmtpExtensions extensions) throws SubmissionFailure {
        byte[] secret = target.secret().octets();
        Said said = say(extensions, secret);
        boolean refused = said.reply().isPermanent() && !said.isUnknown();
        if (refused && target.secret().isRenewed(secret)) {
            said = sayAgain(extensions, said);
        }
        if (said.isAccepted()) {
            return said.mechanism();
        }
        if (said.reply().isTransient() || said.reply().isPermanent()) {
            throw new SubmissionFailure(Trouble.reply(Phase.AUTH, said.reply()));
        }
        throw failure(Symptom.GARBLED, "a reply that AUTH cannot have: " + said.reply().code());
    }

    /** A relay that hangs up on who was refused has refused. */
    private Said sayAgain(SmtpExtensions extensions, Said refused) throws SubmissionFailure {
        byte[] renewed = target.secret().octets();
        try {
            return say(extensions, renewed);
        } catch (SubmissionFailure e) {
            if (e.trouble().symptom() == Symptom.CLOSED) {
                return refused;
            }
            throw e;
        }
    }

    private Said say(SmtpExtensions extensions, byte[] secret) throws SubmissionFailure {
        List<String> common = common(extensions, secret);
        if (common.isEmpty()) {
            throw notOffered(extensions);
        }
        Said said = null;
        for (String name : common) {
            said = new Said(name, spoken(name, Mechanism.of(name, target, secret)));
            if (!said.isUnknown()) {
                break;
            }
        }
        return said;
    }

    private List<String> common(SmtpExtensions extensions, byte[] secret) {
        List<String> offered = extensions.mechanisms();
        return target.mechanisms().stream()
                .filter(offered::contains)
                .filter(name -> Mechanism.canSay(name, secret))
                .toList();
    }

    private SmtpReply spoken(String name, Mechanism mechanism) throws SubmissionFailure {
        try {
            Optional<byte[]> initial = mechanism.initial();
            SmtpReply reply = begun(name, initial);
            boolean passedOver = initial.isPresent();
            while (reply.code() == CONTINUE) {
                byte[] challenge = decoded(reply.text());
                // RFC 4954 section 4: who passes over an initial response asks for it.
                Optional<byte[]> answer =
                        passedOver && challenge.length == 0 ? initial : mechanism.answer(challenge);
                passedOver = false;
                if (answer.isEmpty()) {
                    return reply;
                }
                reply = secret("", encoded(answer.get()));
            }
            if (reply.code() / 100 == 2) {
                mechanism.accepted();
            }
            return reply;
        } catch (Mechanism.Broken e) {
            throw failure(Symptom.GARBLED, e.getMessage());
        }
    }

    private SmtpReply begun(String name, Optional<byte[]> initial) throws SubmissionFailure {
        String command = "AUTH " + name;
        if (initial.isEmpty()) {
            return dialogue.command(Phase.AUTH, command);
        }
        String response = encoded(initial.get());
        // RFC 4954 section 4: a response that is empty is said by a sign.
        return secret(command + " ", response.isEmpty() ? "=" : response);
    }

    private SmtpReply secret(String before, String response) throws SubmissionFailure {
        return dialogue.secret(Phase.AUTH, before + response, before + "<not shown>");
    }

    private static String encoded(byte[] response) {
        return Base64.getEncoder().encodeToString(response);
    }

    // To LOGIN, some say in clear what they want.
    private static byte[] decoded(String challenge) {
        try {
            return Base64.getDecoder().decode(challenge.strip());
        } catch (IllegalArgumentException inClear) {
            return challenge.getBytes(StandardCharsets.UTF_8);
        }
    }

    private SubmissionFailure notOffered(SmtpExtensions extensions) {
        return failure(
                Symptom.NOT_OFFERED,
                extensions.offers("AUTH")
                        ? "no common login mechanism: the relay offers %s, configured are %s"
                                .formatted(extensions.mechanisms(), target.mechanisms())
                        : "a login is configured but the relay offers none");
    }

    private static SubmissionFailure failure(Symptom symptom, String detail) {
        return new SubmissionFailure(Trouble.of(Phase.AUTH, symptom, detail));
    }
}
