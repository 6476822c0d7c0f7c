package dev.waypost.classify;

import dev.waypost.smtp.SmtpReply;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * What a reply must be like: all of the conditions given. Immutable.
 *
 * @param code null for any
 * @param status null for any, none included
 * @param text found anywhere in the text, in any case of letters; null for any
 */
record ReplyPattern(CodePattern code, StatusPattern status, Pattern text) {

    /** A text alone, and a status alone, are looked for in refusals only. */
    private boolean isOfAcceptances() {
        return code != null && code.firstDigit() == 2;
    }

    boolean matches(SmtpReply reply) {
        return (reply.isTransient() || reply.isPermanent() || isOfAcceptances())
                && (code == null || code.matches(reply.code()))
                && (status == null || status.matches(reply.enhanced()))
                && (text == null || text.matcher(reply.text()).find());
    }

    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(" ");
        if (code != null) {
            words.add(code.toString());
        }
        if (status != null) {
            words.add(status.toString());
        }
        if (text != null) {
            words.add("/" + text.pattern() + "/");
        }
        return words.toString();
    }
}
