package dev.waypost.compose;

import dev.waypost.intake.Attachment;
import dev.waypost.intake.Calendar;
import dev.waypost.intake.CustomHeaders;
import dev.waypost.intake.ListUnsubscribe;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MediaType;
import dev.waypost.intake.MessageId;
import dev.waypost.intake.address.Address;
import dev.waypost.intake.address.EmailAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Builds mail events; the smallest valid one unless told otherwise. */
public final class AnEvent {

    private String id = "order-4711";
    private String source = "/shop";
    private Address from = new Address("shop@example.org", "Shop");
    private Address sender;
    private final List<Address> to = new ArrayList<>();
    private final List<Address> cc = new ArrayList<>();
    private final List<Address> bcc = new ArrayList<>();
    private final List<Address> replyTo = new ArrayList<>();
    private String envelopeFrom;
    private String subject = "Your order";
    private String text;
    private String html;
    private String ampHtml;
    private Calendar calendar;
    private String raw;
    private final List<Supplier<Attachment>> attachments = new ArrayList<>();
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private Supplier<ListUnsubscribe> listUnsubscribe = () -> null;
    private String messageId;
    private Instant sendAt;
    private MailEvent.DeliveryOptions delivery;

    private AnEvent() {}

    public static AnEvent anEvent() {
        return new AnEvent();
    }

    AnEvent id(String value) {
        id = value;
        return this;
    }

    AnEvent source(String value) {
        source = value;
        return this;
    }

    AnEvent from(String name, String email) {
        from = new Address(email, name);
        return this;
    }

    AnEvent sender(String name, String email) {
        sender = new Address(email, name);
        return this;
    }

    AnEvent to(String email) {
        return to(null, email);
    }

    AnEvent to(String name, String email) {
        to.add(new Address(email, name));
        return this;
    }

    AnEvent cc(String email) {
        cc.add(new Address(email, null));
        return this;
    }

    AnEvent bcc(String email) {
        bcc.add(new Address(email, null));
        return this;
    }

    AnEvent replyTo(String name, String email) {
        replyTo.add(new Address(email, name));
        return this;
    }

    AnEvent envelopeFrom(String value) {
        envelopeFrom = value;
        return this;
    }

    AnEvent subject(String value) {
        subject = value;
        return this;
    }

    AnEvent text(String value) {
        text = value;
        return this;
    }

    AnEvent html(String value) {
        html = value;
        return this;
    }

    AnEvent ampHtml(String value) {
        ampHtml = value;
        return this;
    }

    AnEvent calendar(String method, String content) {
        calendar = new Calendar(method, content);
        return this;
    }

    AnEvent raw(String value) {
        raw = value;
        subject = null;
        return this;
    }

    AnEvent attached(String fileName, String contentType, byte[] content) {
        MediaType type = MediaType.of(contentType);
        attachments.add(() -> new Attachment(fileName, type, content, false, null));
        return this;
    }

    AnEvent inline(String fileName, String contentType, byte[] content, String contentId) {
        MediaType type = MediaType.of(contentType);
        attachments.add(
                () ->
                        new Attachment(
                                fileName,
                                type,
                                content,
                                true,
                                contentId == null ? null : new MessageId(contentId)));
        return this;
    }

    AnEvent header(String name, String... values) {
        headers.put(name, List.of(values));
        return this;
    }

    AnEvent unsubscribe(String url, String mailto, boolean oneClick) {
        listUnsubscribe = () -> new ListUnsubscribe(url, mailto, oneClick);
        return this;
    }

    AnEvent messageId(String value) {
        messageId = value;
        return this;
    }

    /** Not before this moment. */
    public AnEvent sendAt(Instant value) {
        sendAt = value;
        return this;
    }

    /** Given up after so many passes. */
    public AnEvent maxAttempts(int value) {
        delivery = new MailEvent.DeliveryOptions(null, value);
        return this;
    }

    private EmailAddress reversePath() {
        if (envelopeFrom == null) {
            return from.emailAddress();
        }
        return envelopeFrom.isEmpty() ? null : EmailAddress.parse(envelopeFrom);
    }

    public MailEvent build() {
        if (to.isEmpty() && cc.isEmpty() && bcc.isEmpty()) {
            to("ann@example.net");
        }
        if (raw == null && html == null && text == null) {
            text = "Thank you.\n";
        }
        return new MailEvent(
                id,
                source,
                from,
                sender,
                to,
                cc,
                bcc,
                replyTo,
                reversePath(),
                subject,
                text,
                html,
                ampHtml,
                calendar,
                raw,
                attachments.stream().map(Supplier::get).toList(),
                new CustomHeaders(headers),
                listUnsubscribe.get(),
                messageId == null ? null : new MessageId(messageId),
                source + "/" + id,
                null,
                null,
                List.of(),
                Map.of(),
                sendAt,
                null,
                delivery);
    }
}
