package dev.waypost.compose;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The other end: composes an event, checks what every composed message promises octet by octet, and
 * reads it with a parser that is not ours.
 */
final class OtherEnd {

    static final Instant NOW = Instant.parse("2026-11-04T02:06:08.999Z");

    private static final MimeComposer COMPOSER =
            new MimeComposer(Clock.fixed(NOW, ZoneOffset.ofHours(9)));
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Set<String> SINGLETONS =
            Set.of(
                    "date",
                    "from",
                    "sender",
                    "reply-to",
                    "to",
                    "cc",
                    "message-id",
                    "subject",
                    "mime-version",
                    "content-type",
                    "content-transfer-encoding");

    private final Envelope envelope;
    private final MimeMessage message;

    private OtherEnd(Envelope envelope) throws MessagingException {
        this.envelope = envelope;
        this.message = new MimeMessage(SESSION, new ByteArrayInputStream(envelope.message()));
    }

    static OtherEnd of(AnEvent event) throws Exception {
        Envelope envelope = COMPOSER.compose(event.build());
        OtherEnd otherEnd = new OtherEnd(envelope);
        otherEnd.checkLines(event.build().raw() == null);
        otherEnd.checkFields();
        return otherEnd;
    }

    Envelope envelope() {
        return envelope;
    }

    MimeMessage message() {
        return message;
    }

    String octets() {
        return new String(envelope.message(), StandardCharsets.UTF_8);
    }

    String header() {
        return octets().substring(0, octets().indexOf("\r\n\r\n") + 2);
    }

    String decoded(String field) throws Exception {
        return MimeUtility.decodeText(MimeUtility.unfold(message.getHeader(field, null)));
    }

    /** Media types of all parts, outermost first: {@code mixed(text/plain, image/png)}. */
    String structure() throws Exception {
        return structure(message);
    }

    /** The leaf at the given place in reading order. */
    Part leaf(int index) throws Exception {
        List<Part> leaves = new ArrayList<>();
        collectLeaves(message, leaves);
        return leaves.get(index);
    }

    /** The text of a leaf with LF line ends. */
    String text(int index) throws Exception {
        return new String(content(index), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    byte[] content(int index) throws Exception {
        return leaf(index).getInputStream().readAllBytes();
    }

    private void checkLines(boolean ours) {
        byte[] octets = envelope.message();
        int lineStart = 0;
        boolean inHeader = ours;
        // The body of a raw message stays as it is; whatever we compose is ASCII.
        int ascii = ours ? octets.length : header().getBytes(StandardCharsets.UTF_8).length;
        for (int i = 0; i < octets.length; i++) {
            assertThat(octets[i]).as("NUL at %s", i).isNotZero();
            if (!envelope.smtpUtf8() && i < ascii) {
                assertThat(octets[i]).as("8-bit octet at %s", i).isNotNegative();
            }
            if (octets[i] == '\r') {
                assertThat(octets[i + 1]).as("CR without LF at %s", i).isEqualTo((byte) '\n');
                checkLine(
                        new String(octets, lineStart, i - lineStart, StandardCharsets.UTF_8),
                        inHeader);
                inHeader &= i > lineStart;
                lineStart = i + 2;
            }
            if (octets[i] == '\n') {
                assertThat(octets[i - 1]).as("LF without CR at %s", i).isEqualTo((byte) '\r');
            }
        }
        assertThat(lineStart).as("the last line is ended").isEqualTo(octets.length);
    }

    private static void checkLine(String line, boolean inHeader) {
        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(998);
        if (inHeader && line.length() > 78) {
            assertThat(line.strip())
                    .as("a long line that could have been folded")
                    .matches("([!-9;-~]+: )?\\S+");
        }
        if (inHeader && line.contains("=?UTF-8?")) {
            assertThat(line.length()).as("RFC 2047 section 2").isLessThanOrEqualTo(76);
        }
        if (inHeader && !line.isEmpty()) {
            assertThat(line).as("RFC 5322: no line of a field is only white space").isNotBlank();
        }
    }

    private void checkFields() {
        Set<String> seen = new TreeSet<>();
        for (String line : header().split("\r\n")) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                continue;
            }
            assertThat(line).matches("(?s)[!-9;-~]+:.*");
            String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
            assertThat(name).isNotEqualTo("bcc");
            assertThat(seen.add(name) || !SINGLETONS.contains(name))
                    .as(name + " comes twice")
                    .isTrue();
        }
        assertThat(seen).contains("date", "from", "message-id");
    }

    private static String structure(Part part) throws MessagingException, IOException {
        if (!part.isMimeType("multipart/*")) {
            return part.getContentType().replaceFirst(";(?s).*", "").toLowerCase(Locale.ROOT);
        }
        MimeMultipart multipart = (MimeMultipart) part.getContent();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < multipart.getCount(); i++) {
            parts.add(structure(multipart.getBodyPart(i)));
        }
        String type = part.getContentType().replaceFirst(";(?s).*", "");
        return type.substring("multipart/".length()) + "(" + String.join(", ", parts) + ")";
    }

    private static void collectLeaves(Part part, List<Part> leaves) throws Exception {
        if (part.isMimeType("multipart/*")) {
            MimeMultipart multipart = (MimeMultipart) part.getContent();
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart each = multipart.getBodyPart(i);
                collectLeaves(each, leaves);
            }
        } else {
            leaves.add(part);
        }
    }
}
