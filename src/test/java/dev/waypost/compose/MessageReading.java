package dev.waypost.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.intake.Attachment;
import dev.waypost.intake.MailEvent;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds an envelope against the event it was composed of: all that was asked, nothing else. */
final class MessageReading {

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Set<String> PART_FIELDS =
            Set.of(
                    "content-type",
                    "content-transfer-encoding",
                    "content-disposition",
                    "content-id");

    private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \t]*:");

    private final MailEvent event;
    private final Envelope envelope;
    private final String message;

    MessageReading(MailEvent event, Envelope envelope) {
        this.event = event;
        this.envelope = envelope;
        this.message = new String(envelope.message(), StandardCharsets.UTF_8);
    }

    /** Lines, octets, recipients and the names of the header's fields. */
    void checkShape() {
        checkOctets();
        checkRecipients();
        List<String> fields = fields();
        require(!fields.contains("bcc") && !fields.contains("resent-bcc"), "Bcc in field ", 0);
        require(
                fields.contains("message-id")
                        && fields.indexOf("message-id") == fields.lastIndexOf("message-id"),
                "Message-ID not once: field ",
                fields.lastIndexOf("message-id"));
        if (event.raw() == null) {
            assertThat(fields.stream().sorted().toList())
                    .isEqualTo(expectedFields().stream().sorted().toList());
        } else {
            checkRaw(fields);
        }
    }

    /** What a parser that is not ours reads in it. */
    void checkContent() throws Exception {
        MimeMessage read = new MimeMessage(SESSION, new ByteArrayInputStream(envelope.message()));
        assertThat(read.getMessageID()).contains(bare(envelope.messageId()));
        if (event.raw() == null) {
            checkContent(read);
        }
    }

    private void checkOctets() {
        byte[] octets = envelope.message();
        int lineStart = 0;
        boolean mayHoldEightBits = envelope.smtpUtf8();
        for (int i = 0; i < octets.length; i++) {
            boolean lineEnds = octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n';
            if (lineEnds) {
                require(i - lineStart <= 998, "a line of more than 998 octets at ", i);
                // RFC 6152: the body of a message that somebody else composed may be 8bit.
                mayHoldEightBits |= event.raw() != null && i == lineStart;
                lineStart = i + 2;
                i++;
            } else {
                boolean bare = octets[i] == '\r' || octets[i] == '\n' || octets[i] == 0;
                require(!bare, "a bare CR, LF or NUL at ", i);
                require(octets[i] > 0 || mayHoldEightBits, "an 8-bit octet at ", i);
            }
        }
        assertThat(lineStart).as("the last line is ended").isEqualTo(octets.length);
    }

    private void checkRecipients() {
        Set<String> asked = new LinkedHashSet<>();
        Stream.of(event.to(), event.cc(), event.bcc())
                .flatMap(List::stream)
                .forEach(address -> asked.add(mailbox(address.email())));
        List<String> named = envelope.recipients().stream().map(MessageReading::mailbox).toList();
        assertThat(named).isEqualTo(List.copyOf(asked));
        String path = event.reversePath() == null ? "" : event.reversePath().text();
        assertThat(mailbox(envelope.reversePath())).isEqualTo(mailbox(path));
        assertThat(event.raw() == null && message.contains("unseen")).as("Bcc shown").isFalse();
    }

    /** Names in lower case, in their order. */
    private List<String> fields() {
        List<String> names = new ArrayList<>();
        for (String line : message.substring(0, message.indexOf("\r\n\r\n")).split("\r\n")) {
            if (!line.startsWith(" ") && !line.startsWith("\t")) {
                require(FIELD.matcher(line).lookingAt(), "no field: " + line, names.size());
                names.add(line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private List<String> expectedFields() {
        List<String> names = new ArrayList<>(List.of("date", "from", "message-id", "subject"));
        names.addAll(List.of("mime-version", "content-type"));
        boolean multipart = !event.attachments().isEmpty() || texts().size() > 1;
        addIf(!multipart, "content-transfer-encoding", names);
        addIf(
                event.sender() != null
                        && !mailbox(event.sender().email()).equals(mailbox(event.from().email())),
                "sender",
                names);
        addIf(!event.replyTo().isEmpty(), "reply-to", names);
        addIf(!event.to().isEmpty() || event.cc().isEmpty(), "to", names);
        addIf(!event.cc().isEmpty(), "cc", names);
        if (event.listUnsubscribe() != null) {
            names.add("list-unsubscribe");
            addIf(event.listUnsubscribe().oneClick(), "list-unsubscribe-post", names);
        }
        event.headers()
                .fields()
                .forEach(
                        (name, values) ->
                                values.forEach(v -> names.add(name.toLowerCase(Locale.ROOT))));
        return names;
    }

    private void checkContent(MimeMessage read) throws Exception {
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(read.getHeader("Subject", null))))
                .isEqualTo(event.subject());
        List<byte[]> leaves = new ArrayList<>();
        collect(read, leaves);
        List<String> texts = texts();
        assertThat(leaves).hasSize(texts.size() + event.attachments().size());
        List<byte[]> all = List.copyOf(leaves);
        for (String asked : texts) {
            // In their order; files of the HTML stand between it and the calendar.
            int at = 0;
            while (at < leaves.size() && !says(leaves.get(at), asked)) {
                at++;
            }
            require(at < leaves.size(), "text ", texts.indexOf(asked));
            leaves = leaves.subList(at + 1, leaves.size());
        }
        for (Attachment attachment : event.attachments()) {
            assertThat(all).anyMatch(leaf -> Arrays.equals(leaf, attachment.content()));
        }
    }

    private List<String> texts() {
        String calendar = event.calendar() == null ? null : event.calendar().content();
        return Stream.of(event.text(), event.ampHtml(), event.html(), calendar)
                .filter(Objects::nonNull)
                .toList();
    }

    /** A body that is the whole message ends with a line end (docs/mail.md, "Text"). */
    private static boolean says(byte[] leaf, String asked) {
        String arrived = withLf(new String(leaf, StandardCharsets.UTF_8));
        return arrived.equals(withLf(asked)) || arrived.equals(withLf(asked) + "\n");
    }

    private static void collect(Part part, List<byte[]> leaves) throws Exception {
        if (!part.isMimeType("multipart/*")) {
            leaves.add(part.getInputStream().readAllBytes());
            return;
        }
        MimeMultipart multipart = (MimeMultipart) part.getContent();
        for (int i = 0; i < multipart.getCount(); i++) {
            Part child = multipart.getBodyPart(i);
            for (var fields = child.getAllHeaders(); fields.hasMoreElements(); ) {
                String name = fields.nextElement().getName().toLowerCase(Locale.ROOT);
                require(PART_FIELDS.contains(name), name + " in part ", i);
            }
            collect(child, leaves);
        }
    }

    private void checkRaw(List<String> fields) {
        String asked = event.raw().toLowerCase(Locale.ROOT);
        // From is the producer's to give: a raw message without one goes as it is.
        assertThat(fields.contains("from") || !asked.startsWith("from:")).as("From stays").isTrue();
        assertThat(fields)
                .contains("date")
                .allMatch(
                        name ->
                                List.of("date", "message-id").contains(name)
                                        || asked.contains(name));
    }

    private static String mailbox(String email) {
        String domain = email.substring(email.lastIndexOf('@') + 1);
        String local = email.substring(0, email.length() - domain.length());
        boolean ascii = domain.chars().allMatch(c -> c < 128);
        return local + (ascii ? domain : IDN.toASCII(domain)).toLowerCase(Locale.ROOT);
    }

    private static String bare(String id) {
        return id.substring(1, id.length() - 1);
    }

    private static String withLf(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** As an assertion, for what is asked of each octet and line. */
    private static void require(boolean holds, String fault, int at) {
        if (!holds) {
            throw new AssertionError(fault + at);
        }
    }

    private static void addIf(boolean wanted, String name, List<String> names) {
        if (wanted) {
            names.add(name);
        }
    }
}
