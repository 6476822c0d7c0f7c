package dev.waypost.intake;

import dev.waypost.config.InDoubt;
import dev.waypost.intake.MailEvent.DeliveryOptions;
import dev.waypost.intake.address.Address;
import dev.waypost.intake.address.EmailAddress;
import dev.waypost.intake.field.Field;
import dev.waypost.intake.field.Utf8;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the fields of {@code mail.send.v1} and says what no schema can: that addresses are
 * addresses, that somebody receives the mail, that times follow each other.
 */
final class MailReader {

    /** Recipients of one mail, in to, cc and bcc together. */
    static final int MOST_RECIPIENTS = 1000;

    /** Octets. */
    private static final int LONGEST_SUBJECT = CustomHeaders.LONGEST_LINE;

    /** As the schema says, which has complained about a longer one. */
    private static final int LONGEST_MESSAGE_ID = 250;

    private final UnwrappedEvent event;
    private final Field mail;

    private MailReader(UnwrappedEvent event) {
        this.event = event;
        this.mail = event.data();
    }

    /** The mail event; worthless if there were complaints. */
    static MailEvent read(UnwrappedEvent event) {
        return new MailReader(event).read();
    }

    private MailEvent read() {
        Address from = Address.one(mail.get("from"));
        List<Address> to = Address.all(mail.get("to"));
        List<Address> cc = Address.all(mail.get("cc"));
        List<Address> bcc = Address.all(mail.get("bcc"));
        countRecipients();
        Instant sendAt = Timestamps.read(mail.get("send_at"), "");
        return new MailEvent(
                event.id(),
                event.source(),
                from,
                Address.one(mail.get("sender")),
                to,
                cc,
                bcc,
                Address.all(mail.get("reply_to")),
                reversePath(from),
                subject(),
                text("text"),
                text("html"),
                text("amp_html"),
                Calendar.read(mail.get("calendar")),
                text("raw"),
                Attachment.all(mail.get("attachments")),
                CustomHeaders.read(mail.get("headers"), !mail.get("list_unsubscribe").isAbsent()),
                ListUnsubscribe.read(mail.get("list_unsubscribe")),
                messageId(),
                idempotencyKey(),
                text("priority"),
                text("stream"),
                tags(),
                metadata(),
                sendAt,
                expiresAt(sendAt),
                delivery());
    }

    private void countRecipients() {
        int recipients = 0;
        for (String name : List.of("to", "cc", "bcc")) {
            Field field = mail.get(name);
            boolean many = !field.isAbsent() && field.node().isArray();
            recipients += many ? field.node().size() : field.isAbsent() ? 0 : 1;
        }
        if (recipients == 0) {
            mail.refuse("must have at least one recipient in `to`, `cc` or `bcc`");
        } else if (recipients > MOST_RECIPIENTS) {
            mail.refuse(
                    "must have at most %d recipients in `to`, `cc` and `bcc`; these are %d"
                            .formatted(MOST_RECIPIENTS, recipients));
        }
    }

    private EmailAddress reversePath(Address from) {
        Field field = mail.get("envelope_from");
        String address = field.text();
        if (address == null) {
            return from == null ? null : from.emailAddress();
        }
        // RFC 5321 section 4.5.5: the null reverse-path is written as nothing.
        if (address.isEmpty()) {
            return null;
        }
        try {
            return EmailAddress.parse(address);
        } catch (IllegalArgumentException e) {
            field.refuse(e.getMessage() + ", without a name, or \"\" for the null reverse-path");
            return null;
        }
    }

    private String subject() {
        Field field = mail.get("subject");
        String subject = field.text();
        if (subject != null
                && subject.length() <= LONGEST_SUBJECT
                && Utf8.octets(subject) > LONGEST_SUBJECT) {
            field.refuse("must have at most " + LONGEST_SUBJECT + " octets");
        }
        return subject;
    }

    private MessageId messageId() {
        Field field = mail.get("message_id");
        String id = field.text();
        if (id == null || id.length() > LONGEST_MESSAGE_ID) {
            return null;
        }
        try {
            return MessageId.generated(id);
        } catch (IllegalArgumentException e) {
            field.refuse(e.getMessage());
            return null;
        }
    }

    private String idempotencyKey() {
        String key = text("idempotency_key");
        return key == null ? event.source() + "/" + event.id() : key;
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>();
        for (Field tag : mail.get("tags").items()) {
            tags.add(tag.text());
        }
        return Collections.unmodifiableList(tags);
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, Field> entry : mail.get("metadata").members()) {
            metadata.put(entry.getKey(), entry.getValue().text());
        }
        return Collections.unmodifiableMap(metadata);
    }

    private Instant expiresAt(Instant sendAt) {
        Field field = mail.get("expires_at");
        String shownAs = event.expiryTime().pointer().isRoot() ? "header `ce_expirytime` " : "";
        Instant expiry = Timestamps.read(event.expiryTime(), shownAs);
        Instant expiresAt = Timestamps.earlier(expiry, Timestamps.read(field, ""));
        if (sendAt != null && expiresAt != null && !sendAt.isBefore(expiresAt)) {
            mail.get("send_at").refuse("must be before the mail expires");
        }
        return expiresAt;
    }

    private DeliveryOptions delivery() {
        Field field = mail.get("delivery");
        if (field.isAbsent()) {
            return null;
        }
        String uncertain = field.get("uncertain").text();
        Long attempts = field.get("max_attempts").number();
        return new DeliveryOptions(
                inDoubt(uncertain), attempts == null ? null : Integer.valueOf(attempts.intValue()));
    }

    private static InDoubt inDoubt(String word) {
        // Any other word the schema has refused.
        return "assume-sent".equals(word) ? InDoubt.ASSUME_ACCEPTED : InDoubt.of(word).orElse(null);
    }

    private String text(String name) {
        return mail.get(name).text();
    }
}
