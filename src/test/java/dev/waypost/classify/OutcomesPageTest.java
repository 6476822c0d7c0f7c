package dev.waypost.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Symptom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/outcomes.md says what the code does. */
class OutcomesPageTest {

    private static final Pattern TABLE_ROW =
            Pattern.compile("(?m)^\\| (\\d+[a-z]? \\|(?:[^|\n]*\\|){5})([^|\n]*)\\|$");
    private static final Pattern REASON = Pattern.compile("(?m)^\\| `[a-z0-9_]+` \\|.*\\|$");
    private static final Pattern EXAMPLE_RULE = Pattern.compile("(?m)^ {4}([A-Z0-9].* -> .*)$");

    private final String page = Files.readString(Path.of("docs/outcomes.md"));

    OutcomesPageTest() throws IOException {}

    @Test
    void the_page_shows_the_table_row_by_row() {
        List<String> shown =
                TABLE_ROW
                        .matcher(page)
                        .results()
                        .map(row -> row.group(1).replace("`", "").split("\\s*\\|\\s*"))
                        .peek(cells -> cells[2] = sorted(Arrays.stream(cells[2].split(", "))))
                        .map(cells -> String.join(" | ", cells))
                        .toList();

        assertThat(shown)
                .isEqualTo(DecisionTable.ROWS.all().stream().map(OutcomesPageTest::row).toList());
    }

    /** As the page writes it; a row has one scope, whatever the phase. */
    private static String row(Rule rule) {
        Set<Scope> scopes = rule.phases().stream().map(rule::scopeIn).collect(Collectors.toSet());
        assertThat(scopes).as(rule.source()).hasSize(1);
        boolean any = rule.phases().size() == Phase.values().length;
        return String.join(
                " | ",
                rule.source().substring("row ".length()),
                any ? "any" : words(rule.phases().stream().map(Phase::name), " "),
                signal(rule),
                rule.outcomeClass().name(),
                scopes.iterator().next().name(),
                rule.reason().slug());
    }

    private static String signal(Rule rule) {
        if (rule.kinds().size() == Symptom.values().length) {
            return "anything";
        }
        Stream<String> kinds =
                rule.kinds().stream()
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return sorted(Stream.concat(kinds, rule.replies().stream().map(ReplyPattern::toString)));
    }

    private static String sorted(Stream<String> words) {
        return words(words.sorted(), ", ");
    }

    private static String words(Stream<String> words, String between) {
        return words.collect(Collectors.joining(between));
    }

    @Test
    void each_row_says_what_happens_next() {
        assertThat(TABLE_ROW.matcher(page).results().map(row -> row.group(2).strip()))
                .noneMatch(String::isEmpty);
    }

    @Test
    void the_page_lists_exactly_the_reasons_of_the_code_and_explains_them() {
        String reasons = page.substring(page.indexOf("## Reasons"));

        List<String> listed = REASON.matcher(reasons).results().map(MatchResult::group).toList();

        assertThat(listed)
                .containsExactlyElementsOf(
                        Arrays.stream(Reason.values()).map(OutcomesPageTest::line).toList());
    }

    private static String line(Reason reason) {
        String classification = reason.classification().map(c -> "`" + c.label() + "`").orElse("");
        return "| `%s` | %s | %s |".formatted(reason.slug(), classification, reason.advice());
    }

    @Test
    void every_reason_is_used_in_a_table_of_the_page_or_by_a_rule() throws IOException {
        String rules = Files.readString(Path.of("src/main/resources/rules/default.rules"));
        String tables = page.substring(0, page.indexOf("## Reasons")) + rules;

        assertThat(Reason.values()).allMatch(reason -> tables.contains(reason.slug()));
    }

    @Test
    void the_example_rules_of_the_page_can_be_read() {
        String rules =
                String.join(
                        "\n",
                        EXAMPLE_RULE
                                .matcher(page)
                                .results()
                                .map((MatchResult rule) -> rule.group(1))
                                .toList());

        assertThat(ReplyRules.parse("outcomes.md", rules).size()).isEqualTo(3);
    }
}
