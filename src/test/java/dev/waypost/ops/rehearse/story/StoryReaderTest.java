package dev.waypost.ops.rehearse.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.ops.Finding;
import dev.waypost.ops.rehearse.relay.RelayRule;
import dev.waypost.ops.rehearse.story.Story.About;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryReaderTest {

    private static final String WHOLE =
            """
            story: Two mails, one copy.
            ports: ["587", "465"]
            given:
              events:
                ann: {to: [ann@example.org]}
                raw: "not json"
              relay:
                all: [{at: MAIL, reply: 451 4.3.0 later, times: 2}]
                "587": [{door: has no AUTH}]
            expect:
              status: [ann accepted accepted]
              relay: []
              dead-letter: {raw: {reason: undecodable}}
              topics: {audit: [{value: {subject: x}}]}
            kill at: [audit]
            """;

    @Test
    void a_story_is_read_with_all_that_it_can_say() {
        Story story = StoryReader.read("scenarios/40-two.yaml", WHOLE);

        assertThat(story.name()).isEqualTo("40-two");
        assertThat(story.events().keySet()).containsExactly("ann", "raw");
        assertThat(text(story, "raw")).isEqualTo("not json");
        assertThat(text(story, "ann"))
                .contains("\"id\":\"40-two ann\"", "\"to\":[\"ann@example.org\"]");
        // A port's own rules come first.
        assertThat(story.relay())
                .containsExactly(
                        new RelayRule("587", "door", "", "", "has no AUTH", Integer.MAX_VALUE),
                        new RelayRule("all", "MAIL", "", "451 4.3.0 later", "", 2));
        assertThat(story.expect().get(About.DEAD_LETTER)).containsExactly("raw reason undecodable");
        assertThat(story.topics())
                .containsExactly(
                        Map.entry("audit", List.of(Map.of("value", Map.of("subject", "x")))));
        assertThat(story.killAt()).contains(List.of("audit"));
        assertThat(story.namedPorts()).containsExactly("465", "587");
    }

    private static String text(Story story, String event) {
        return new String(story.value(event), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    story:            | storry:          | 1  | a story knows no `storry`
                    events:           | event: {}\\n  events: | 6  | both `event` and `events`
                    times: 2          | times: often     | 8  | `times` must be a number from 1
                    at: MAIL          | at: MALI         | 8  | at cannot be `MALI`
                    reply: 451        | replies: 451     | 8  | a rule knows no `replies`
                    451 4.3.0 later   | later            | 8  | `later` is no reply
                    has no AUTH       | has no AUHT      | 9  | door cannot be `has no AUHT`
                    "587": [{door     | submission: [{door | 9  | `submission` is no port
                    status:           | statuses:        | 11 | expect knows no `statuses`
                    relay: []         | relay: none      | 12 | relay must be a list
                    {raw: {reason     | {row: {reason    | 13 | dead-letter knows no `row`
                    {value: {subject  | {body: {subject  | 14 | a record knows no `body`
                    kill at: [audit]  | kill at: audit   | 15 | kill at must be a list
                    expect:           | expect: [        | 16 | not YAML
                    """)
    void a_story_that_is_none_is_told_with_its_line(
            String good, String bad, int line, String says) {
        String text =
                WHOLE.replaceFirst(java.util.regex.Pattern.quote(good), bad.replace("\\n", "\n"));

        Finding finding =
                catchThrowableOfType(
                                StoryYaml.Fault.class,
                                () -> StoryReader.read("scenarios/40-two.yaml", text))
                        .finding();

        assertThat(finding.subject()).isEqualTo("scenarios/40-two.yaml");
        assertThat(finding.message()).startsWith(says);
        assertThat(finding.advice()).isNotEmpty();
        if (!says.equals("not YAML")) {
            assertThat(finding.line()).isEqualTo(line);
        }
    }

    @Test
    void the_stories_in_the_artifact_are_those_of_the_folder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/scenarios"))) {
            assertThat(StoryBook.SHIPPED)
                    .containsExactlyElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".yaml"))
                                    .map(name -> name.replace(".yaml", ""))
                                    .sorted()
                                    .toList());
        }
    }
}
