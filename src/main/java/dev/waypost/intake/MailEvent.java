package dev.waypost.intake;

import dev.waypost.config.InDoubt;
import dev.waypost.intake.address.Address;
import dev.waypost.intake.address.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One mail event, decoded and valid: a backend's request for one mail. Field names follow the event
 * contract (docs/events.md). Lists and maps are never null and immutable; other absent fields are
 * null. No string holds CR, LF or NUL except {@code text}, {@code html}, {@code ampHtml}, {@code
 * raw} and the calendar's content.
 *
 * @param id the producer's id, unique within {@code source}
 * @param source the CloudEvents source; {@code ""} where the event named none
 * @param sender who sent the mail in the place of the author; null when that was the author
 * @param reversePath MAIL FROM; null is the null reverse-path
 * @param ampHtml the same in AMP, for mail programs that know it
 * @param calendar an invitation that the mail is
 * @param raw a complete RFC 5322 message that replaces subject, text and html
 * @param listUnsubscribe null where the mail says nothing of it
 * @param messageId null to derive one
 * @param idempotencyKey what makes two events the same mail; never null (default source/id)
 * @param metadata echoed in status events, never in the mail
 * @param sendAt not before this moment; null for now
 * @param expiresAt not after this moment; null for the configured maximum age
 */
public record MailEvent(
        String id,
        String source,
        Address from,
        Address sender,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        List<Address> replyTo,
        EmailAddress reversePath,
        String subject,
        String text,
        String html,
        String ampHtml,
        Calendar calendar,
        String raw,
        List<Attachment> attachments,
        CustomHeaders headers,
        ListUnsubscribe listUnsubscribe,
        MessageId messageId,
        String idempotencyKey,
        String priority,
        String stream,
        List<String> tags,
        Map<String, String> metadata,
        Instant sendAt,
        Instant expiresAt,
        DeliveryOptions delivery) {

    /**
     * @throws IllegalArgumentException where a header says again how to leave the list
     */
    public MailEvent {
        if (listUnsubscribe != null && headers.unsubscribe()) {
            throw new IllegalArgumentException(
                    "a header that says how to leave the list must not stand beside list_unsubscribe");
        }
    }

    /**
     * What this event wants otherwise than configured.
     *
     * @param uncertain what becomes of it in doubt; null for the configured policy
     * @param maxAttempts 1 or more; null for the configured schedule
     */
    public record DeliveryOptions(InDoubt uncertain, Integer maxAttempts) {}

    /** The same event with these header fields in place of its own. */
    public MailEvent with(CustomHeaders more) {
        return new MailEvent(
                id,
                source,
                from,
                sender,
                to,
                cc,
                bcc,
                replyTo,
                reversePath,
                subject,
                text,
                html,
                ampHtml,
                calendar,
                raw,
                attachments,
                more,
                listUnsubscribe,
                messageId,
                idempotencyKey,
                priority,
                stream,
                tags,
                metadata,
                sendAt,
                expiresAt,
                delivery);
    }

    /** For logs, so the id alone: an event holds addresses and texts. */
    @Override
    public String toString() {
        return "event " + id;
    }
}
