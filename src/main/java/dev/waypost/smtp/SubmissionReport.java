package dev.waypost.smtp;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A submission whose final dot was answered 2yz: the relay took the message for every recipient
 * whose RCPT it accepted and that has no trouble of its own. Recipients it refused are here with
 * their replies.
 *
 * @param reply the reply to the final dot; its text may name the relay's own id for the message
 * @param recipients one per recipient that was named to the relay, in order
 * @param troubles why a recipient was not accepted by another word than the reply to its RCPT: it
 *     could not be named to this relay, or was over its limit and the further transaction failed
 * @param tls protocol and cipher of the connection, for example {@code TLSv1.3
 *     TLS_AES_256_GCM_SHA384}
 * @param reused whether the transport had carried a message before
 */
public record SubmissionReport(
        SmtpReply reply,
        List<RecipientReply> recipients,
        Map<String, Trouble> troubles,
        String tls,
        boolean reused) {

    /**
     * Recipients that the relay took no more of: for the next transaction.
     *
     * @param isTooMany which replies to RCPT say so
     */
    public List<String> overLimit(Predicate<SmtpReply> isTooMany) {
        return named(isTooMany);
    }

    /** Whom the relay accepted by name; whether it has the mail for them, troubles say. */
    public List<String> accepted() {
        return named(reply -> !isRefusal(reply));
    }

    /** Whom the relay refused by name. */
    public List<String> refused() {
        return named(SubmissionReport::isRefusal);
    }

    private static boolean isRefusal(SmtpReply reply) {
        return reply.isTransient() || reply.isPermanent();
    }

    private List<String> named(Predicate<SmtpReply> which) {
        return recipients.stream()
                .filter(each -> which.test(each.reply()))
                .map(RecipientReply::recipient)
                .toList();
    }

    /** This report with the later one's word on its recipients. */
    public SubmissionReport with(SubmissionReport later) {
        Map<String, Trouble> all = new HashMap<>(troubles);
        all.putAll(later.troubles);
        return merged(later.recipients, all);
    }

    /**
     * This report after a further transaction for these recipients failed: who was refused by name
     * keeps that reply, all others share the transaction's trouble.
     */
    public SubmissionReport withFailure(List<String> over, SubmissionFailure failure) {
        Map<String, Trouble> shared = new HashMap<>(troubles);
        over.forEach(recipient -> shared.put(recipient, failure.trouble()));
        failure.recipients().stream()
                .filter(own -> isRefusal(own.reply()))
                .forEach(own -> shared.remove(own.recipient()));
        shared.putAll(failure.troubles());
        return merged(failure.recipients(), shared);
    }

    private SubmissionReport merged(List<RecipientReply> later, Map<String, Trouble> shared) {
        Map<String, RecipientReply> all = new LinkedHashMap<>();
        recipients.forEach(recipient -> all.put(recipient.recipient(), recipient));
        later.forEach(recipient -> all.put(recipient.recipient(), recipient));
        return new SubmissionReport(
                reply, List.copyOf(all.values()), Map.copyOf(shared), tls, reused);
    }

    /** For logs: the codes alone; the text of a reply may name a recipient. */
    @Override
    public String toString() {
        return reply.status() + " for " + recipients.size() + " recipients";
    }
}
