package dev.waypost.ops.command.deadletter;

import static dev.waypost.ops.deadletter.DeadLetterRecord.harmless;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waypost.ops.deadletter.DeadLetterRecord;
import org.apache.kafka.common.header.Header;

/** A dead letter for a person. */
final class DeadLetterText {

    private DeadLetterText() {}

    /** Place, time, mail id, reason, reply code and attempts, separated by tabs; no addresses. */
    static String line(DeadLetterRecord letter) {
        return String.join(
                "\t",
                letter.place().toString(),
                letter.failedAt().toString(),
                oneLine(letter.mailId()),
                oneLine(letter.reason()),
                oneLine(letter.code().orElse("-")),
                Integer.toString(letter.attempts()));
    }

    /** What happened in words, all headers, one a line, an empty line, and the value. */
    static String whole(DeadLetterRecord letter) {
        StringBuilder text = new StringBuilder();
        text.append("mail ").append(oneLine(letter.mailId()));
        text.append(", given up at ").append(letter.failedAt());
        text.append(" as ").append(oneLine(letter.reason())).append('\n');
        letter.advice().ifPresent(it -> text.append(it).append('\n'));
        letter.detail().ifPresent(it -> text.append(harmless(it)).append('\n'));
        text.append("\nkey: ").append(letter.key().map(DeadLetterText::oneLine).orElse("-"));
        text.append('\n');
        for (Header header : letter.record().headers()) {
            text.append(oneLine(header.key())).append(": ").append(octets(header.value()));
            text.append('\n');
        }
        return text.append('\n').append(octets(letter.record().value())).toString();
    }

    private static String octets(byte[] octets) {
        return octets == null ? "-" : harmless(new String(octets, UTF_8));
    }

    private static String oneLine(String text) {
        return harmless(text).replace('\n', '\uFFFD');
    }
}
