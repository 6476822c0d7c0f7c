package dev.waypost.intake;

import static dev.waypost.intake.AMail.aMail;
import static dev.waypost.intake.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waypost.intake.field.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No string of an event can end a header field or a command and begin another. */
class ControlCharactersTest {

    @Test
    void nul_and_half_surrogates_are_refused_in_bodies_too() {
        assertThat(refusalOf(aMail().text("a\0b").record()))
                .hasMessage("invalid_event: /text: must not hold NUL; position 1 does");
        assertThat(refusalOf(AMail.record(aMail().html("HERE").json().replace("HERE", "\\ud800"))))
                .hasMessageContaining("/html: must be Unicode text; position 0 is half");
    }

    @ParameterizedTest
    @MethodSource("everyStringButBodies")
    void cr_lf_and_nul_are_refused_in_every_field(String pointer) throws Exception {
        for (String bad : List.of("\r\nBcc: eve@example.org", "\n", "\r", "\0", "\u0085", "\t")) {
            ObjectNode event = EveryField.event();
            put(event, pointer, event.at(pointer).textValue() + bad);

            InvalidEvent refusal = refusalOf(AMail.record(event.toString()));

            assertThat(refusal.violations())
                    .filteredOn(v -> v.message().startsWith("must not hold control characters"))
                    .extracting(Violation::pointer)
                    .containsExactly(pointer);
        }
    }

    static Stream<String> everyStringButBodies() throws Exception {
        List<String> pointers = new ArrayList<>();
        collect(EveryField.event(), "", pointers);
        pointers.removeAll(List.of("/text", "/html", "/amp_html", "/calendar/content"));
        assertThat(pointers).hasSizeGreaterThan(25);
        return pointers.stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/headers", "/metadata", "/delivery", "/list_unsubscribe", "/calendar"})
    void cr_and_lf_are_refused_in_names(String parent) throws Exception {
        ObjectNode event = EveryField.event();
        ((ObjectNode) event.at(parent)).put("X\r\nBcc", "eve@example.org");

        InvalidEvent refusal = refusalOf(AMail.record(event.toString()));

        assertThat(refusal.violations())
                .extracting(Violation::pointer)
                .contains(parent + "/X??Bcc");
    }

    private static void collect(JsonNode node, String pointer, List<String> pointers) {
        if (node.isTextual()) {
            pointers.add(pointer);
        }
        node.properties().forEach(e -> collect(e.getValue(), pointer + "/" + e.getKey(), pointers));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), pointer + "/" + i, pointers);
        }
    }

    private static void put(ObjectNode event, String pointer, String value) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = last == 0 ? event : event.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), array.textNode(value));
        } else {
            ((ObjectNode) parent).put(name, value);
        }
    }
}
