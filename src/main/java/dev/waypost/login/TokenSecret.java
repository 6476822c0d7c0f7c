package dev.waypost.login;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Secret;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The token in hand, whichever it is, as one secret: connections outlive their token. */
public final class TokenSecret implements Secret {

    private final AccessTokens tokens;

    public TokenSecret(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /** What gives them out. */
    public AccessTokens tokens() {
        return tokens;
    }

    @Override
    public Kind kind() {
        return Kind.TOKEN;
    }

    @Override
    public byte[] octets() throws SubmissionFailure {
        try {
            return tokens.now().getBytes(StandardCharsets.US_ASCII);
        } catch (NoToken e) {
            throw failure(e);
        }
    }

    @Override
    public boolean isRenewed(byte[] refused) throws SubmissionFailure {
        try {
            return tokens.renew(new String(refused, StandardCharsets.US_ASCII));
        } catch (NoToken e) {
            throw failure(e);
        }
    }

    private static SubmissionFailure failure(NoToken e) {
        Symptom symptom = e.isRefused() ? Symptom.TOKEN_REFUSED : Symptom.NO_TOKEN;
        return new SubmissionFailure(Trouble.of(Phase.AUTH, symptom, e.getMessage()), List.of(), e);
    }

    @Override
    public String toString() {
        return "a token";
    }
}
