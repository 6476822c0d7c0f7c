package dev.waypost.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Builds the JSON of a mail event, and records around it. Begins as the smallest valid event; each
 * word changes one field.
 */
public final class AMail {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode event = JSON.createObjectNode();
    private final List<MailRecord.Header> headers = new ArrayList<>();

    private AMail() {
        id("order-1").from("Shop <shop@example.org>").to("ann@example.net");
        subject("Your order").text("Thank you.");
    }

    public static AMail aMail() {
        return new AMail();
    }

    public AMail id(String id) {
        return with("id", id);
    }

    public AMail from(String from) {
        return with("from", from);
    }

    public AMail to(String... to) {
        return with("to", List.of(to));
    }

    public AMail cc(String... cc) {
        return with("cc", List.of(cc));
    }

    public AMail bcc(String... bcc) {
        return with("bcc", List.of(bcc));
    }

    public AMail subject(String subject) {
        return with("subject", subject);
    }

    public AMail text(String text) {
        return with("text", text);
    }

    public AMail html(String html) {
        return with("html", html);
    }

    public AMail attachment(String fileName, String contentType, byte[] content) {
        ObjectNode attachment = event.withArrayProperty("attachments").addObject();
        attachment.put("filename", fileName).put("content_type", contentType);
        attachment.put("content", Base64.getEncoder().encodeToString(content));
        return this;
    }

    /** Any field, any value that JSON can say. */
    public AMail with(String field, Object value) {
        event.set(field, JSON.valueToTree(value));
        return this;
    }

    /** Sets the value at a JSON pointer, whose parent must be an object there already. */
    public AMail at(String pointer, Object value) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = last == 0 ? event : event.at(pointer.substring(0, last));
        ((ObjectNode) parent).set(pointer.substring(last + 1), JSON.valueToTree(value));
        return this;
    }

    public AMail without(String... fields) {
        event.remove(List.of(fields));
        return this;
    }

    /** A header of the Kafka record. */
    public AMail recordHeader(String name, String value) {
        headers.add(new MailRecord.Header(name, value.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    public String json() {
        return event.toString();
    }

    public byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    /** The record of bare JSON, or of a binary CloudEvent if the headers say so. */
    public MailRecord record() {
        return record(bytes(), headers);
    }

    /** The record of a structured CloudEvent with the given id; the mail keeps its own, if any. */
    public MailRecord structured(String id, String source) {
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("specversion", "1.0").put("type", "mail.send.v1");
        envelope.put("id", id).put("source", source).set("data", event);
        return record(envelope.toString().getBytes(StandardCharsets.UTF_8), headers);
    }

    /** A record with any value, null included. */
    public static MailRecord record(byte[] value, List<MailRecord.Header> headers) {
        return new MailRecord("outbound-mail", 0, 0L, 0L, null, value, List.copyOf(headers));
    }

    /** A record with any text as value. */
    public static MailRecord record(String value) {
        return record(value.getBytes(StandardCharsets.UTF_8), List.of());
    }
}
