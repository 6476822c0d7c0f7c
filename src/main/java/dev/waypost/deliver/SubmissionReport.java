package dev.waypost.deliver;

import dev.waypost.classify.SmtpReply;
import java.util.List;

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
        SmtpReply reply, List<RecipientReply> recipients, String tls, boolean reused) {}
