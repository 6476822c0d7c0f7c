package dev.waypost.ops.deadletter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.report.RecordPlace;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Header;

/** Dead letters for a program; docs/dead-letters.md names the fields. A field is never renamed. */
public final class DeadLetterJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DeadLetterJson() {}

    /** A row of the list: no address, and no reply, which may name one. */
    public static ObjectNode row(DeadLetterRecord letter) {
        ObjectNode row = NODES.objectNode();
        row.put("partition", letter.place().partition());
        row.put("offset", letter.place().offset());
        row.put("mail_id", letter.mailId());
        row.put("failed_at", letter.failedAt().toString());
        row.put("reason", letter.reason());
        row.put("class", letter.outcomeClass());
        letter.phase().ifPresent(it -> row.put("phase", it));
        letter.code().ifPresent(it -> row.put("code", it));
        letter.enhancedStatus().ifPresent(it -> row.put("enhanced_status", it));
        row.put("attempts", letter.attempts());
        row.put("replay_count", letter.replays());
        texts(row.putArray("domains"), letter.domains());
        row.put("replayable", letter.isReplayable());
        letter.origin().ifPresent(it -> place(row.putObject("record"), it));
        return row;
    }

    /** All there is to it, the record itself included. */
    public static ObjectNode whole(DeadLetterRecord letter) {
        ObjectNode whole = row(letter);
        letter.detail().ifPresent(it -> whole.put("detail", it));
        letter.advice().ifPresent(it -> whole.put("advice", it));
        letter.response().ifPresent(it -> whole.put("response", it));
        letter.firstAttemptAt().ifPresent(it -> whole.put("first_attempt_at", it.toString()));
        texts(whole.putArray("recipients"), letter.addressees());
        texts(whole.putArray("history"), letter.history());
        octets(whole, "key", letter.record().key());
        ArrayNode headers = whole.putArray("headers");
        for (Header header : letter.record().headers()) {
            ObjectNode one = headers.addObject().put("name", header.key());
            octets(one, "value", header.value());
        }
        octets(whole, "value", letter.record().value());
        return whole;
    }

    /** What a replay has done. */
    public static ObjectNode report(ReplayReport report) {
        ObjectNode json = NODES.objectNode();
        json.put("dry_run", report.dryRun());
        json.put("matched", report.matched());
        json.put(report.dryRun() ? "would_be_put_back" : "put_back", report.putBack());
        counts(json.putObject("reasons"), report.reasons());
        ObjectNode held = json.putObject("held_back");
        report.heldBack().forEach((why, count) -> held.put(why.slug(), count));
        json.put("limit_reached", report.limited());
        json.put("seconds", report.took().toMillis() / 1000.0);
        report.trouble().ifPresent(it -> json.put("trouble", it));
        return json;
    }

    /** Counts by the key that they are of. */
    public static ObjectNode counts(Counts counts, CountBy by) {
        ObjectNode json = NODES.objectNode();
        json.put("total", counts.total());
        json.put("by", by.name().toLowerCase(Locale.ROOT));
        counts(json.putObject("counts"), counts.each());
        return json;
    }

    private static void counts(ObjectNode json, Map<String, Long> counts) {
        counts.forEach(json::put);
    }

    private static void texts(ArrayNode array, Collection<String> texts) {
        texts.forEach(array::add);
    }

    /** Where a record stands. */
    public static void place(ObjectNode json, RecordPlace place) {
        json.put("topic", place.topic());
        json.put("partition", place.partition());
        json.put("offset", place.offset());
    }

    /** As text where it is text, else as base64 under another name; nothing where there is none. */
    private static void octets(ObjectNode json, String name, byte[] octets) {
        if (octets == null) {
            return;
        }
        try {
            json.put(
                    name,
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException noText) {
            json.put(name + "_base64", Base64.getEncoder().encodeToString(octets));
        }
    }
}
