package dev.waypost.ops.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record of a topic in the words of stories. Immutable. */
record RecordWords(ConsumerRecord<byte[], byte[]> record) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its key, headers and value. */
    Map<String, Object> all() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("key", record.key() == null ? null : utf8(record.key()));
        told.put("headers", headers());
        JsonNode value = json();
        told.put("value", value.isMissingNode() ? utf8(record.value()) : value);
        return told;
    }

    /** Whether it has all that is expected; it may have more. */
    boolean fit(Map<String, Object> expected) {
        return contains(JSON.valueToTree(all()), JSON.valueToTree(expected));
    }

    private static boolean contains(JsonNode seen, JsonNode wanted) {
        if (!wanted.isObject() || !seen.isObject()) {
            return wanted.equals(seen)
                    || !wanted.isContainerNode() && wanted.asText().equals(seen.asText());
        }
        for (Map.Entry<String, JsonNode> each : wanted.properties()) {
            if (!seen.has(each.getKey()) || !contains(seen.get(each.getKey()), each.getValue())) {
                return false;
            }
        }
        return true;
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), utf8(header.value()));
        }
        return headers;
    }

    private static String utf8(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Its value; a missing node where that is no JSON object. */
    JsonNode json() {
        try {
            JsonNode json = record.value() == null ? null : JSON.readTree(record.value());
            return json == null || !json.isObject() ? JSON.missingNode() : json;
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
