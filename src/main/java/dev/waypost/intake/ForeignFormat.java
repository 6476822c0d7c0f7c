package dev.waypost.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Recognises what a record's value is instead of JSON in UTF-8, by its first octets, and says what
 * to do. Each sign is the one that its format's specification names.
 */
final class ForeignFormat {

    private static final String COMPRESSED =
            "; publish the JSON itself, Kafka compresses by the producer's `compression.type`";

    /** First octets in hexadecimal, and what begins so. */
    private static final Map<String, String> SIGNS = new LinkedHashMap<>();

    static {
        SIGNS.put("feff", "UTF-16" + inUtf8());
        SIGNS.put("fffe", "UTF-16 or UTF-32" + inUtf8());
        SIGNS.put("1f8b", "compressed by gzip (RFC 1952)" + COMPRESSED);
        SIGNS.put("28b52ffd", "compressed by Zstandard (RFC 8878)" + COMPRESSED);
        SIGNS.put("04224d18", "compressed by LZ4" + COMPRESSED);
        SIGNS.put("ff060000734e61507059", "compressed by Snappy" + COMPRESSED);
        SIGNS.put("82534e4150505900", "compressed by Snappy" + COMPRESSED);
        SIGNS.put("789c", "compressed by zlib (RFC 1950)" + COMPRESSED);
        SIGNS.put("504b0304", "a ZIP archive" + COMPRESSED);
        SIGNS.put("4f626a01", "an Avro file; publish JSON, with a StringSerializer");
        SIGNS.put("c301", "Avro in single-object encoding; publish JSON, with a StringSerializer");
        SIGNS.put("aced0005", "a serialized Java object; publish JSON, with a StringSerializer");
    }

    private static final Pattern MESSAGE =
            Pattern.compile(
                    "(?i)(received|return-path|dkim-signature|mime-version|from|to|subject|date"
                            + "|message-id|content-type): .*",
                    Pattern.DOTALL);

    private static final int CONFLUENT_HEAD = 5;
    private static final int LONGEST_LOOK = 64;

    private ForeignFormat() {}

    /** What the value is instead, and what to do; null where that is not known. */
    static String of(byte[] value) {
        // Nearly every value begins so, and no other format: the search below costs an exception.
        if (value.length > 1 && value[0] == '{' && value[1] != 0) {
            return null;
        }
        String head = HexFormat.of().formatHex(value, 0, Math.min(10, value.length));
        for (Map.Entry<String, String> sign : SIGNS.entrySet()) {
            if (head.startsWith(sign.getKey())) {
                return "the value must be JSON in UTF-8; it is " + sign.getValue();
            }
        }
        if (head.matches("(000000[^0].000000|00[^0].00|[^0].000000|[^0].00..00).*")) {
            return "the value must be JSON in UTF-8; it is UTF-16 or UTF-32" + inUtf8();
        }
        if (value.length > CONFLUENT_HEAD && value[0] == 0) {
            return "the value must be JSON alone; it is in Confluent's wire format (magic byte 0,"
                    + " schema id "
                    + Integer.toUnsignedString(ByteBuffer.wrap(value, 1, 4).getInt())
                    + "): Avro, Protobuf or JSON Schema; publish with a StringSerializer";
        }
        return ofText(value);
    }

    private static String ofText(byte[] value) {
        int look = Math.min(LONGEST_LOOK, value.length);
        String text = new String(value, 0, look, StandardCharsets.ISO_8859_1).stripLeading();
        if (isBase64OfJson(text)) {
            return "the value must be JSON; it is base64, of JSON it seems; publish the JSON"
                    + " itself";
        }
        if (text.startsWith("<")) {
            return "the value must be JSON; it is XML or HTML, it seems";
        }
        return MESSAGE.matcher(text).matches()
                ? "the value must be JSON; it is a mail, it seems; put it into the field `raw`"
                : null;
    }

    /** Whether the text begins as base64 of an object or array does. */
    static boolean isBase64OfJson(String text) {
        String head = text.substring(0, Math.min(LONGEST_LOOK, text.length()) / 4 * 4);
        if (head.isEmpty()) {
            return false;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(head.replace('-', '+').replace('_', '/'));
            String json = new String(decoded, StandardCharsets.ISO_8859_1).stripLeading();
            return json.matches("(?s)(\\{\\s*\"|\\[\\s*\\{).*");
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static String inUtf8() {
        return "; publish it in UTF-8 (RFC 8259 section 8.1)";
    }
}
