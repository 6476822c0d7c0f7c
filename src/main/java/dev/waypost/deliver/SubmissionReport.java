package dev.waypost.deliver;

import dev.waypost.classify.SmtpReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A submission whose final dot was answered 2yz: the relay took the message for every recipient
 * whose RCPT it accepted. Recipients it refused are here with their replies.
 *
 * @param reply the reply to the final dot; its text may name the relay's own id for the message
 * @param recipients one per RCPT command, in order
 * @param tls protocol and cipher of the connection, for example {@code TLSv1.3
 *     TLS_AES_256_GCM_SHA384}
 * @param reused whether the transport had carried a message before
 */
public record SubmissionReport(
        SmtpReply reply, List<RecipientReply> recipients, String tls, boolean reused) {

    /** Recipients that the relay took no more of: for the next transaction. */
    List<String> overLimit() {
        return recipients.stream()
                .filter(recipient -> recipient.reply().isTooManyRecipients())
                .map(RecipientReply::recipient)
                .toList();
    }

    /** This report with the later one's word on its recipients. */
    SubmissionReport with(SubmissionReport later) {
        Map<String, RecipientReply> words = new HashMap<>();
        later.recipients.forEach(recipient -> words.put(recipient.recipient(), recipient));
        List<RecipientReply> merged =
                recipients.stream().map(r -> words.getOrDefault(r.recipient(), r)).toList();
        return new SubmissionReport(reply, merged, tls, reused);
    }
}
