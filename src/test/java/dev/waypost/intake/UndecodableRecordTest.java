package dev.waypost.intake;

import static dev.waypost.intake.AMail.aMail;
import static dev.waypost.intake.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no JSON text, or no value at all, is refused with a position. */
class UndecodableRecordTest {

    @Test
    void a_tombstone_is_refused() {
        InvalidEvent refusal = refusalOf(AMail.record(null, List.of()));

        assertThat(refusal.kind()).hasToString("tombstone");
        assertThat(refusal)
                .hasMessage("tombstone: the record must have a value; it is a tombstone");
        assertThat(refusal.mailId()).isNull();
        assertThat(refusal.getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                        | the value must be a JSON object; it is empty
                    hello                     | the value must be JSON; it is not (line 1, column 1)
                    <mail/>                   | the value must be JSON; it is XML or HTML, it seems
                    {'id':'a'}                | the value must be JSON; it is not (line 1, column 2)
                    {"id":"order-1","to":["a  | the JSON ends too early, after 24 octets
                    {"id":"order-1"           | the JSON ends too early, after 15 octets
                    {"id":"order-1"} {}       | the value must end after its JSON object (line 1, column 19)
                    {"id":NaN}                | the value must be JSON; it is not (line 1, column 10)
                    {"priority":1e400}        | /priority: must be a number within the range of a double (line 1, column 18)
                    {"id":"a","to":1,"to":2}  | /to: must stand only once (line 1, column 24)
                    {"x":{"a~/b":1,"a~/b":2}} | /x/a~0~1b: must stand only once (line 1, column 24)
                    """)
    void what_is_no_json_is_refused_with_its_position(String value, String message) {
        InvalidEvent refusal = refusalOf(AMail.record(value == null ? "" : value));

        assertThat(refusal.kind()).hasToString("undecodable");
        assertThat(refusal).hasMessage("undecodable: " + message);
    }

    @Test
    void a_truncated_event_still_tells_its_id() {
        String json = aMail().id("order-7").json();

        assertThat(refusalOf(AMail.record(json.substring(0, 60))).mailId()).isEqualTo("order-7");
    }

    @Test
    void other_encodings_than_utf_8_are_refused() {
        String json = aMail().subject("Größe").json();

        assertThat(refusalOf(AMail.record(json.getBytes(StandardCharsets.ISO_8859_1), List.of())))
                .hasMessageMatching("undecodable: the value must be UTF-8; octet \\d+ is not");
        assertThat(refusalOf(AMail.record(json.getBytes(StandardCharsets.UTF_16BE), List.of())))
                .hasMessage(
                        "undecodable: the value must be JSON in UTF-8; it is UTF-16 or UTF-32; publish"
                                + " it in UTF-8 (RFC 8259 section 8.1)");
        assertThat(refusalOf(AMail.record(json.replace("G", "\0"))).kind())
                .hasToString("undecodable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void a_hundred_thousand_levels_are_refused(String level) {
        InvalidEvent refusal = refusalOf(AMail.record(level.repeat(100_000)));

        assertThat(refusal.kind()).hasToString("too_large");
        assertThat(refusal).hasMessageContaining("32 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "true"})
    void a_value_that_is_no_object_is_refused(String value) {
        InvalidEvent refusal = refusalOf(AMail.record(value));

        assertThat(refusal).hasMessage("invalid_event: must be a JSON object");
    }
}
