package dev.waypost.deliver;

import dev.waypost.smtp.MailObject;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.util.List;
import java.util.Optional;

/**
 * What one mail to the relay may be, as it was told beforehand: by a setting or the profile.
 *
 * @param recipients in one transaction at most
 * @param octets of its content at most
 * @param idempotency makes the relay know it again; empty where the relay has no such thing
 */
record MailLimits(int recipients, long octets, Optional<IdempotencyHeader> idempotency) {

    /** No limit known. */
    static final MailLimits NONE =
            new MailLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Optional.empty());

    /**
     * @throws SubmissionFailure where the relay would not take it, so that it need not be asked
     */
    void check(MailObject mail) throws SubmissionFailure {
        int size = mail.content().length;
        if (size > octets) {
            String detail =
                    "the message has %d octets, waypost.delivery.largest-mail is %d"
                            .formatted(size, octets);
            throw new SubmissionFailure(Trouble.of(Phase.MAIL, Symptom.TOO_LARGE, detail));
        }
    }

    /** Those of them who go in one transaction. */
    List<String> first(List<String> all) {
        return all.subList(0, Math.min(recipients, all.size()));
    }

    /** The mail as it goes to these recipients. */
    MailObject to(MailObject mail, List<String> some) {
        MailObject theirs = mail.to(some);
        return idempotency.map(header -> header.on(theirs)).orElse(theirs);
    }
}
