package dev.waypost.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Recognises JSON that holds a mail event inside of something else, such as another system's
 * envelope, and says what to do: one line in place of a complaint about each of its names.
 */
final class ForeignShape {

    private record Wrapper(List<String> names, String advice) {

        boolean fits(JsonNode object) {
            for (String name : names) {
                if (!object.has(name)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The most telling first. No event has all the names of one of them. */
    private static final List<Wrapper> WRAPPERS =
            List.of(
                    new Wrapper(
                            List.of("schema", "payload"),
                            "it is in Kafka Connect's envelope of `schema` and `payload`; set the"
                                    + " connector's `value.converter.schemas.enable=false`"),
                    new Wrapper(
                            List.of("before", "after", "source"),
                            "it is a Debezium change event; publish its `after` alone, as"
                                    + " Debezium's ExtractNewRecordState or outbox router does"),
                    new Wrapper(
                            List.of("TopicArn", "Message"),
                            "it is in Amazon SNS's envelope; turn on raw message delivery"),
                    new Wrapper(
                            List.of("detail-type", "detail"),
                            "it is in Amazon EventBridge's envelope; publish its `detail` alone"),
                    new Wrapper(
                            List.of("Records"),
                            "it is a batch of an AWS event source; publish one record per mail"),
                    new Wrapper(
                            List.of("message", "subscription"),
                            "it is in Google Pub/Sub's envelope; publish its data alone"),
                    new Wrapper(
                            List.of("eventType", "data"),
                            "it is in Azure Event Grid's envelope; publish a CloudEvent, or its"
                                    + " `data` alone"),
                    new Wrapper(
                            List.of("data"),
                            "it has `data` but no `specversion`; a CloudEvent has specversion,"
                                    + " type, source and id"),
                    new Wrapper(
                            List.of("payload"), "it is wrapped in `payload`; publish that alone"));

    private ForeignShape() {}

    /** What the value is instead of a mail, and what to do; null for an object of another kind. */
    static String of(JsonNode value) {
        if (value.isTextual()) {
            return ofString(value.textValue().strip());
        }
        if (value.isArray()) {
            return "must be a JSON object; it is an array; publish one record per mail";
        }
        if (!value.isObject()) {
            return "must be a JSON object";
        }
        for (Wrapper wrapper : WRAPPERS) {
            if (wrapper.fits(value) && !value.has("from")) {
                return "must be the mail itself; " + wrapper.advice();
            }
        }
        return null;
    }

    private static String ofString(String text) {
        String expected = "must be a JSON object; it is a string";
        if (text.startsWith("{") || text.startsWith("[")) {
            return expected + " that holds JSON, serialized twice; publish the object itself";
        }
        return ForeignFormat.isBase64OfJson(text)
                ? expected + " of base64, of JSON it seems; publish the object itself"
                : expected;
    }
}
