package dev.waypost.ops.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.classify.Reason;
import dev.waypost.deliver.PortNews;
import dev.waypost.report.RecordPlace;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One status event, as it was read. What it does not say is empty or {@code ""}.
 *
 * @param where it stands in the status topic
 * @param at when it was written, by its own word
 * @param event all that it says
 * @param postponedPorts ports that its pod had postponed, and so did not try
 */
public record StatusEntry(
        RecordPlace where, Instant at, JsonNode event, List<PostponedPort> postponedPorts) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One try on one port. */
    public record PortTry(
            String host, int port, String tls, String reason, String response, long millis) {

        /** What the reason means, for a person. */
        public String advice() {
            return StatusEntry.advice(reason);
        }
    }

    /**
     * A port that was passed over.
     *
     * @param name {@code smtp.example.org:587}
     * @param since when it was postponed, as it was told
     */
    public record PostponedPort(String name, String reason, String since) {

        /** What the reason means, for a person. */
        public String advice() {
            return StatusEntry.advice(reason);
        }
    }

    /** What became of one recipient in this pass. */
    public record Recipient(String email, String status, String reason, String response) {

        /** What the reason means, for a person. */
        public String advice() {
            return StatusEntry.advice(reason);
        }
    }

    /** Reads it; empty for what is no status event. */
    static Optional<StatusEntry> of(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode event = record.value() == null ? null : JSON.readTree(record.value());
            if (event == null || !event.isObject()) {
                return Optional.empty();
            }
            RecordPlace where = RecordPlace.of(record);
            Instant at =
                    instant(event.path("event_time"))
                            .orElse(Instant.ofEpochMilli(record.timestamp()));
            return Optional.of(new StatusEntry(where, at, event, postponedPorts(record)));
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static List<PostponedPort> postponedPorts(ConsumerRecord<byte[], byte[]> record) {
        Header told = record.headers().lastHeader(PortNews.HEADER);
        if (told == null || told.value() == null) {
            return List.of();
        }
        return Stream.of(new String(told.value(), UTF_8).split(", *"))
                .map(entry -> entry.strip().split(" +"))
                .filter(words -> words.length == 3)
                .map(words -> new PostponedPort(words[0], words[1], words[2]))
                .toList();
    }

    public String mailId() {
        return text("mail_id");
    }

    /** {@code accepted}, {@code deferred} and so on; {@code replayed} where it was put back. */
    public String status() {
        return text("status");
    }

    public String reason() {
        return text("reason");
    }

    /** What the reason means and what to do, for a person. */
    public String advice() {
        return advice(reason());
    }

    public String detail() {
        return text("detail");
    }

    /** Passes that counted so far. */
    public int attempt() {
        return event.path("attempt").asInt();
    }

    public int maxAttempts() {
        return event.path("max_attempts").asInt();
    }

    /** Recipients that have the mail by now. */
    public int acceptedCount() {
        return event.path("accepted_count").asInt();
    }

    /** Recipients that were given up by now. */
    public int givenUpCount() {
        return event.path("given_up_count").asInt();
    }

    public Optional<Instant> nextAttemptAt() {
        return instant(event.path("next_attempt_at"));
    }

    /** The reply that decided, in one line. */
    public String response() {
        return response(event.path("response"));
    }

    /** With angle brackets. */
    public String messageId() {
        return text("message_id");
    }

    /** The relay's own id of the mail. */
    public String providerMessageId() {
        return text("provider_message_id");
    }

    public String pod() {
        return text("pod");
    }

    /** Where the mail event stood first. */
    public Optional<RecordPlace> record() {
        return place(event.path("record"));
    }

    /** The dead letter that it was put back from. */
    public Optional<RecordPlace> deadLetter() {
        return place(event.path("dead_letter"));
    }

    /** Every port that was tried in this pass, in order. */
    public List<PortTry> tries() {
        List<PortTry> tries = new ArrayList<>();
        for (JsonNode each : event.path("chain")) {
            tries.add(
                    new PortTry(
                            each.path("host").asText(),
                            each.path("port").asInt(),
                            each.path("tls").asText(),
                            each.path("reason").asText(),
                            response(each.path("response")),
                            each.path("duration_ms").asLong()));
        }
        return tries;
    }

    /** Each recipient of this pass; empty where it never came to one. */
    public List<Recipient> recipients() {
        List<Recipient> recipients = new ArrayList<>();
        for (JsonNode each : event.path("recipients")) {
            recipients.add(
                    new Recipient(
                            each.path("email").asText(),
                            each.path("status").asText(),
                            each.path("reason").asText(),
                            response(each.path("response"))));
        }
        return recipients;
    }

    private String text(String field) {
        return event.path(field).asText();
    }

    private static String response(JsonNode response) {
        return Stream.of("code", "enhanced_status", "text")
                .map(field -> response.path(field).asText())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static Optional<RecordPlace> place(JsonNode node) {
        return node.isObject()
                ? Optional.of(
                        new RecordPlace(
                                node.path("topic").asText(),
                                node.path("partition").asInt(),
                                node.path("offset").asLong()))
                : Optional.empty();
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String advice(String reason) {
        return Reason.of(reason).map(Reason::advice).orElse("");
    }

    /** For logs: where it stands. */
    @Override
    public String toString() {
        return "status event " + where;
    }
}
