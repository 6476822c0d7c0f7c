package dev.waypost.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.waypost.Thorough;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A string is what a parser makes of it, however it is written. Seeded: a failure prints its seed,
 * {@code -Dwaypost.fuzz.seed} repeats it.
 */
class JsonStringsTest {

    private static final JsonMapper PARSER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final long SEED = Long.getLong("waypost.fuzz.seed", System.nanoTime());
    private static final String[] CHARACTERS = {
        "a", " ", "/", "\u007f", "ü", "ÿ", "Ā", "你", "\uffff", "🚀", "\"", "\\", "\n", "\r", "\t",
        "\b", "\f", "\0", "\u001f"
    };

    private final Random random = new Random(SEED);

    @Test
    void a_string_is_what_it_says_however_it_is_escaped() throws Exception {
        for (int i = Thorough.cases(20_000); i > 0; i--) {
            String one = characters();
            String other = characters();
            String json = "{\"%s\": %s, \"b\": [%s]}".formatted("x", written(one), written(other));

            JsonNode read =
                    StrictJson.read(utf8(random.nextInt(9) > 0 ? json : "\ufeff" + json), null);

            assertThat(read.get("x").textValue()).as(told(json)).isEqualTo(one);
            assertThat(read.get("b").get(0).textValue()).as(told(json)).isEqualTo(other);
        }
    }

    @Test
    void what_no_parser_reads_is_not_read() {
        int refused = 0;
        for (int i = Thorough.cases(20_000); i > 0; i--) {
            byte[] json = utf8("[" + written(characters()) + "," + written(characters()) + "]");
            json[random.nextInt(json.length)] = (byte) "\"\\u/n\n\0d8,".charAt(random.nextInt(10));
            JsonNode parsed = parsed(json);
            try {
                assertThat(StrictJson.read(json, null)).as(told(text(json))).isEqualTo(parsed);
            } catch (InvalidEvent fault) {
                refused++;
                assertThat(parsed == null || fault.getMessage().contains("UTF-8"))
                        .as(told(text(json)))
                        .isTrue();
            }
        }
        assertThat(refused).isPositive();
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return PARSER.readTree(json);
        } catch (JacksonException fault) {
            return null;
        } catch (java.io.IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private String characters() {
        String usual = CHARACTERS[random.nextInt(CHARACTERS.length)];
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(
                    random.nextInt(4) > 0 ? usual : CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    /** In quotation marks; of the ways to write a character, any. */
    private String written(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int c : text.codePoints().toArray()) {
            int escape = "\"\\/\b\f\n\r\t".indexOf(c);
            if (escape >= 0 && random.nextInt(8) > 0) {
                json.append('\\').append("\"\\/bfnrt".charAt(escape));
            } else if (c < ' ' || c == '"' || c == '\\' || random.nextInt(99) == 0) {
                for (char half : Character.toChars(c)) {
                    json.append("\\u%04x".formatted((int) half));
                }
            } else {
                json.appendCodePoint(c);
            }
        }
        return json.append('"').toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static String told(String json) {
        return "-Dwaypost.fuzz.seed=%d: %s".formatted(SEED, json.replace("%", "%%"));
    }
}
