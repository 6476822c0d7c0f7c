package dev.waypost.ops.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waypost.carry.DeadLetter;
import dev.waypost.classify.Reason;
import dev.waypost.lane.Lane;
import dev.waypost.report.RecordPlace;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One record of the dead-letter topic, as an operator reads it. What its headers do not say is
 * empty. Nothing in it is trusted; whoever shows it makes it {@link #harmless}.
 */
public record DeadLetterRecord(ConsumerRecord<byte[], byte[]> record) {

    public Place place() {
        return new Place(record.partition(), record.offset());
    }

    /**
     * The mail's id as status events have it; never empty: of a record that nobody could read, its
     * key, and without one the place where it stood first.
     */
    public String mailId() {
        return value("mail-id")
                .or(() -> text(record.headers().lastHeader("ce_id")))
                .or(() -> Optional.ofNullable(record.key()).map(DeadLetterRecord::text))
                .or(() -> origin().map(RecordPlace::toString))
                .orElseGet(() -> RecordPlace.of(record).toString());
    }

    /** The record's key; empty where it has none. */
    public Optional<String> key() {
        return Optional.ofNullable(record.key()).map(DeadLetterRecord::text);
    }

    /** When it was given up; when it was written, where it does not say. */
    public Instant failedAt() {
        return instant("failed-at").orElseGet(() -> Instant.ofEpochMilli(record.timestamp()));
    }

    public Optional<Instant> firstAttemptAt() {
        return instant("first-attempt-at");
    }

    /** The slug; {@code -} where the record has none. */
    public String reason() {
        return value("reason").orElse("-");
    }

    /** What the reason means and what to do, for a person. */
    public Optional<String> advice() {
        return Reason.of(reason()).map(Reason::advice);
    }

    /** The outcome's class: {@code REJECT}; {@code -} where the record has none. */
    public String outcomeClass() {
        return value("class").orElse("-");
    }

    public Optional<String> phase() {
        return value("phase");
    }

    /** What went wrong, in words. */
    public Optional<String> detail() {
        return value("detail");
    }

    /** The reply code, such as {@code 550}. */
    public Optional<String> code() {
        return value("code");
    }

    /** The enhanced status code, such as {@code 5.1.1}. */
    public Optional<String> enhancedStatus() {
        return value("enhanced-status");
    }

    /** The relay's whole reply; it may name the recipient. */
    public Optional<String> response() {
        return value("response");
    }

    /** Passes that counted. */
    public int attempts() {
        return (int) number("attempts");
    }

    /** How often this mail was put back before it came here. */
    public int replays() {
        return (int) number("replay-count");
    }

    /** One line per pass, oldest first. */
    public List<String> history() {
        return lines("history");
    }

    /** Those given up here by name; empty where that is everybody the event names. */
    public List<String> recipients() {
        return lines("recipients");
    }

    /** Whom this is about: those given up by name, or all that the event seems to name. */
    public Set<String> addressees() {
        List<String> named = recipients();
        return named.isEmpty() ? Addressees.of(record.value()) : new TreeSet<>(named);
    }

    /** Their domains, in lower case. */
    public Set<String> domains() {
        Set<String> domains = new TreeSet<>();
        for (String address : addressees()) {
            domains.add(address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
        }
        return domains;
    }

    /** Where the record stood first. */
    public Optional<RecordPlace> origin() {
        return value("topic")
                .map(topic -> new RecordPlace(topic, (int) number("partition"), number("offset")));
    }

    /** The lane that its mail was in; empty for the normal one. */
    Optional<Lane> lane() {
        return Lane.named(value("lane").orElse(null));
    }

    /** Whether it holds the record that was given up; nobody could read some. */
    public boolean isReplayable() {
        return !reason().equals(Reason.UNREADABLE_RECORD.slug());
    }

    /** By its name without the prefix. */
    Optional<String> value(String name) {
        return text(record.headers().lastHeader(DeadLetter.PREFIX + name));
    }

    /**
     * Data is not trusted: a control character could steer the operator's terminal, a format
     * character turn its writing direction.
     */
    public static String harmless(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]", "\uFFFD");
    }

    private Optional<Instant> instant(String name) {
        try {
            return value(name).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private long number(String name) {
        try {
            return Long.parseLong(value(name).orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private List<String> lines(String name) {
        return value(name).map(text -> List.of(text.split("\n"))).orElse(List.of());
    }

    private static Optional<String> text(Header header) {
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(text(header.value()));
    }

    private static String text(byte[] octets) {
        return new String(octets, UTF_8);
    }

    /** For logs: where it stands. */
    @Override
    public String toString() {
        return "dead letter " + place();
    }
}
