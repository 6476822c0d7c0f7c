package dev.waypost.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * A mail event of random fields, each within what the contract allows: odd, and as a rule valid.
 * The same random numbers give the same event.
 */
final class RandomEvent {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> LOCAL_PARTS =
            List.of("ann", "a.b+c", "\"a b\"", "\"a@b\"", "\"a\\\"b\"", "jürgen", "用户", "x'%!");
    private static final List<String> DOMAINS =
            List.of(
                    "example.org",
                    "EXAMPLE.org",
                    "xn--bcher-kva.example",
                    "bücher.example",
                    "例え。テスト",
                    "[192.0.2.1]",
                    "[IPv6:2001:db8::1]",
                    "localhost",
                    "example.net",
                    "a.b.example.com",
                    "d".repeat(63) + ".example");
    private static final String AMBIGUOUS = "straße.example";
    private static final List<String> MEDIA_TYPES =
            List.of(
                    "text/plain",
                    "application/pdf; name=\"a;b\\\"c.pdf\"",
                    "text/html; charset=utf-8; charset=iso-8859-1",
                    "image/png; name*=utf-8''%e2%82%ac; name=x",
                    "image/png; name*0*=utf-8''%e2; name*1=x",
                    "image/png; name*=zz''%q; x=\"=?utf-8?q?y?=\"",
                    "message/rfc822",
                    "a/b; c=" + "d".repeat(200),
                    "a/b; n*1=x; n*=y");
    private static final List<String> FIELD_NAMES =
            List.of("X-A", "x-a", "Precedence", "X-" + "n".repeat(74), "In-Reply-To", "!", "Bcc");
    private static final List<String> MAILBOXES =
            List.of("u@example.org", "mailto:u@example.org?subject=a%0Ab", "mailto:");

    private final Random random;
    private final RandomText text;
    private final ObjectNode event = JSON.createObjectNode();

    private RandomEvent(Random random) {
        this.random = random;
        this.text = new RandomText(random);
    }

    static ObjectNode of(Random random) {
        return new RandomEvent(random).build();
    }

    private ObjectNode build() {
        event.put("id", maybe(8) ? text.line(200) : "r-" + random.nextInt(1000));
        event.set("from", address(""));
        recipients();
        with(8, () -> event.set("sender", address("")));
        with(8, () -> event.set("reply_to", addresses("")));
        with(6, () -> event.put("envelope_from", maybe(2) ? "" : mailbox("bounce")));
        with(
                8,
                () ->
                        event.put(
                                "message_id",
                                maybe(2) ? "<a.b@c>" : "a@[" + random.nextInt() + "]"));
        with(9, () -> event.putArray("tags").add(text.line(200)));
        with(9, () -> event.putObject("metadata").put(text.line(20), text.line(900)));
        with(20, () -> event.put("send_at", "2026-01-01T00:00:00Z"));
        with(9, () -> event.putObject("delivery").put("uncertain", "hold").put("max_attempts", 3));
        if (maybe(8)) {
            event.put("raw", RandomRaw.of(random));
        } else {
            content();
        }
        return event;
    }

    private void recipients() {
        int shape = random.nextInt(4);
        if (shape != 3) {
            event.set("to", addresses(""));
        }
        with(3, () -> event.set("cc", addresses("")));
        if (shape == 3 || maybe(3)) {
            // So that no part of a mail can hold one by chance.
            event.set("bcc", addresses("unseen"));
        }
    }

    private void content() {
        event.put("subject", text.line(maybe(10) ? 900 : 120));
        boolean html = maybe(2);
        if (html) {
            event.put("html", text.lines());
        }
        if (!html || maybe(2)) {
            event.put("text", text.lines());
        }
        with(8, () -> event.put("amp_html", text.lines()));
        with(8, () -> event.putObject("calendar").put("content", calendar()));
        for (int files = maybe(3) ? random.nextInt(4) : 0; files > 0; files--) {
            attachment(event.withArrayProperty("attachments").addObject());
        }
        with(5, () -> headers(event.putObject("headers")));
        with(8, () -> unsubscribe(event.putObject("list_unsubscribe")));
    }

    private String calendar() {
        return "BEGIN:VCALENDAR\nMETHOD:REQUEST\n" + text.lines() + "\nEND:VCALENDAR";
    }

    private void attachment(ObjectNode file) {
        byte[] content = new byte[random.nextInt(300)];
        random.nextBytes(content);
        file.put("filename", text.line(250) + "x");
        file.put("content", Base64.getEncoder().encodeToString(content));
        with(2, () -> file.put("content_type", mediaType()));
        with(2, () -> file.put("disposition", maybe(2) ? "inline" : "attachment"));
        with(3, () -> file.put("content_id", maybe(2) ? "<c>" : "c@d"));
    }

    private String mediaType() {
        return maybe(2) ? one(MEDIA_TYPES) : one(MEDIA_TYPES) + "; z=\"" + text.ascii(40) + '"';
    }

    private void headers(ObjectNode headers) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            String name = one(FIELD_NAMES);
            headers.put(name, text.line(maybe(5) ? 2000 : 100));
            with(9, () -> headers.putArray(name).add(text.line(50)).add(text.line(50)));
        }
    }

    private void unsubscribe(ObjectNode list) {
        with(2, () -> list.put("url", "https://example.org/" + "u".repeat(random.nextInt(1100))));
        with(2, () -> list.put("mailto", one(MAILBOXES)));
        with(2, () -> list.put("one_click", true));
    }

    private JsonNode addresses(String prefix) {
        if (maybe(2)) {
            return address(prefix);
        }
        ArrayNode all = JSON.createArrayNode();
        for (int i = maybe(3000) ? 990 : random.nextInt(4); i >= 0; i--) {
            all.add(address(prefix));
        }
        return all;
    }

    private JsonNode address(String prefix) {
        String email = mailbox(prefix);
        return switch (random.nextInt(3)) {
            case 0 -> JSON.getNodeFactory().textNode(email);
            case 1 -> JSON.createObjectNode().put("email", email).put("name", text.line(250));
            default -> JSON.getNodeFactory().textNode("Ann Bo <" + email + ">");
        };
    }

    private String mailbox(String prefix) {
        String local = one(LOCAL_PARTS);
        if (!prefix.isEmpty()) {
            local = local.startsWith("\"") ? "\"" + prefix + local.substring(1) : prefix + local;
        }
        return local + "@" + (maybe(60) ? AMBIGUOUS : one(DOMAINS));
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean maybe(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private void with(int oneIn, Runnable word) {
        if (maybe(oneIn)) {
            word.run();
        }
    }
}
