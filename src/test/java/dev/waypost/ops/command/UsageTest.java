package dev.waypost.ops.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What is typed is read as the docs spell it, and what is wrong with it is told in a line. */
class UsageTest {

    /** An example in the docs, without what follows a {@code #}. */
    private static final Pattern EXAMPLE =
            Pattern.compile(
                    "(?m)^    (?!alias )(?:waypost|\\S.*quarkus-run\\.jar|(?=control )) *(\\w[^\\[#\\n]*)");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    @ParameterizedTest
    @MethodSource
    void each_example_of_the_docs_can_be_typed(String example) {
        String[] words =
                WORD.matcher(example).results().map(UsageTest::unquoted).toArray(String[]::new);

        assertThatCode(() -> line(words).parseArgs(words)).doesNotThrowAnyException();
    }

    static List<String> each_example_of_the_docs_can_be_typed() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            List<String> examples =
                    Stream.concat(pages, Stream.of(Path.of("README.md")))
                            .filter(Files::isRegularFile)
                            .flatMap(page -> EXAMPLE.matcher(text(page)).results())
                            .map(example -> example.group(1).strip())
                            .toList();
            assertThat(examples).contains("mail order-4711", "control try 587");
            return examples;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dead-letters list --reason mailbox_unknwon | 'mailbox_unknwon' is no reason",
                "dead-letters count --class refuse          | but was 'refuse'",
                "dead-letters count --by week               | expected one of",
                "control pause reason                       | '--for=DURATION'",
            })
    void wrong_usage_is_a_line_and_where_more_is_told(String typed, String told) {
        StringWriter err = new StringWriter();

        String[] words = typed.split(" ");
        int code = line(words).setErr(new PrintWriter(err)).execute(words);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("waypost: ")
                .contains(told);
        assertThat(err.toString()).contains("waypost " + typed.split(" ")[0], "--help");
    }

    @Test
    void a_reply_needs_no_quotes() {
        String[] words = {"explain", "535", "5.7.8", "bad"};
        CommandLine line = line(words);

        line.parseArgs(words);

        ExplainCommand explain = line.getSubcommands().get("explain").getCommand();
        assertThat(explain.words).containsExactly("535", "5.7.8", "bad");
    }

    @Test
    void every_command_is_told_of_in_the_help_and_the_typed_one_is_made_alone() {
        assertThat(line("--help").getSubcommands().keySet())
                .containsExactly(
                        "run",
                        "check",
                        "rehearse",
                        "doctor",
                        "mail",
                        "dead-letters",
                        "control",
                        "explain");
        assertThat(line("chekc").getSubcommands()).hasSize(8);
        assertThat(line("check", "--no-rehearsal").getSubcommands()).containsOnlyKeys("check");
        assertThat(line().getSubcommands()).as("a start by nothing but the name").isEmpty();
    }

    private static CommandLine line(String... typed) {
        return Waypost.line(CommandLine.defaultFactory(), typed);
    }

    private static String unquoted(MatchResult word) {
        return Stream.of(1, 2, 3)
                .map(word::group)
                .filter(it -> it != null)
                .findFirst()
                .orElseThrow();
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
