package dev.waypost.intake;

import static dev.waypost.intake.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text of many kilobytes is read as a short one is, and refused with the same words. */
class LongTextsTest {

    private static final ObjectMapper REFERENCE = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "lines\\r\\n and\\ttabs\\b\\f",
                "\\\"quoted\\\" \\\\ back \\/ forth",
                "Grüße, 你好, 😀\\n",
                "Gr\\u00fc\\u00dfe \\ud83d\\ude00",
                "\\\\",
                "\\\\\\\"",
                "DEL \u007f and { [ : , ] }"
            })
    void a_long_text_is_the_one_that_was_written(String piece) throws Exception {
        for (int length : new int[] {4090, 4096, 4097, 4104, 20_000}) {
            String json = "{\"text\":\"" + filled(piece, length) + "\",\"id\":\"order-1\"}";

            assertThat(read(json)).isEqualTo(REFERENCE.readTree(json).toString());
        }
    }

    @Test
    void whatever_stands_around_them_is_read_as_ever() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String json = object(random, 2);

            assertThat(read(json)).isEqualTo(REFERENCE.readTree(json).toString());
        }
    }

    @Test
    void a_long_name_is_a_name() {
        String json = "{\"id\":\"order-1\",\"" + "n".repeat(5000) + "\" : 1}";

        assertThat(refusalOf(AMail.record(json)).getMessage()).contains("names of 1000 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"id":"a","text":"LONG","to":1,"to":2}  | /to: must stand only once (line 1, column 5034)
                    {"id":"a","text":"LONG"} {}             | the value must end after its JSON object (line 1, column 5023)
                    {"id":"a","text":"LONG\\x"}             | the value must be JSON; it is not (line 1, column 5020)
                    {"id":"a","text":"LONG\\                | the JSON ends too early, after 5019 octets
                    {"id":"a","text":"LONG                  | the JSON ends too early, after 5018 octets
                    {"id":"a","text":"LONG",}               | the value must be JSON; it is not (line 1, column 5021)
                    """)
    void what_is_wrong_behind_or_in_a_long_text_is_told_with_its_place(
            String value, String message) {
        InvalidEvent refusal = refusalOf(AMail.record(value.replace("LONG", "x".repeat(5000))));

        assertThat(refusal).hasMessage("undecodable: " + message);
        assertThat(refusal.mailId()).isEqualTo("a");
    }

    @Test
    void a_line_end_that_is_not_escaped_is_refused_in_a_long_text_too() {
        String json = "{\"id\":\"a\",\"text\":\"" + "x".repeat(5000) + "\n\"}";

        assertThat(refusalOf(AMail.record(json)).getMessage()).contains("must be JSON; it is not");
    }

    private static String read(String json) throws InvalidEvent {
        return StrictJson.read(json.getBytes(StandardCharsets.UTF_8), null).toString();
    }

    private static String filled(String piece, int length) {
        return piece.repeat(length / piece.length() + 1);
    }

    private static String object(Random random, int depth) {
        StringBuilder json = new StringBuilder("{");
        for (int i = random.nextInt(5); i >= 0; i--) {
            json.append(" \"n\\\"").append(i).append("\" : ").append(value(random, depth));
            json.append(i > 0 ? ", " : "}");
        }
        return json.toString();
    }

    private static String value(Random random, int depth) {
        String[] pieces = {"x", "\\n", "\\\"", "\\\\", "ü", "\\u20ac", "{\\\":"};
        int kind = random.nextInt(depth > 0 ? 6 : 4);
        return switch (kind) {
            case 0 -> "" + random.nextInt();
            case 1 -> "\"\"";
            case 2, 3 -> {
                StringBuilder text = new StringBuilder();
                int length = random.nextBoolean() ? random.nextInt(8000) : random.nextInt(20);
                int kinds = 1 + random.nextInt(pieces.length);
                while (text.length() < length) {
                    text.append(pieces[random.nextInt(kinds)]);
                }
                yield "\"" + text + "\"";
            }
            case 4 -> object(random, depth - 1);
            default -> "[ " + value(random, depth - 1) + ", " + value(random, depth - 1) + "]";
        };
    }
}
