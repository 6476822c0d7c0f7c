package dev.waypost.classify;

import dev.waypost.smtp.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What certain relays mean by certain replies, where that differs from the RFC; looked at before
 * the {@link DecisionTable}, the first rule that matches decides. One rule a line, {@code #} begins
 * a comment:
 *
 * <pre>
 * [phases] [code] [enhanced status] [/text/] -> CLASS [SCOPE] [reason] [after delay]
 *
 * MAIL,END_OF_DATA 4yz /throttling failure/ -> SLOW rate_limited after 10m
 * 550 5.7.* | 554 5.7.* -> HALT sender_unverified
 * </pre>
 *
 * Rules see replies of 4yz and 5yz, those for RCPT with a code of 2yz such acceptances too; none
 * can ever accept. The decision table has the same grammar; its lines begin with the row's number,
 * and may name what was seen where no reply came ({@code timeout}). Immutable.
 */
public final class ReplyRules {

    private static final String SHIPPED = "default.rules";
    private static final String TABLE = "table.rules";

    private final List<Rule> rules;

    private ReplyRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** No rules: the decision table decides alone. */
    public static ReplyRules none() {
        return new ReplyRules(List.of());
    }

    /** The rules that come with Waypost: what is documented of relays in wide use. */
    public static ReplyRules shipped() {
        return parse(SHIPPED, resource(SHIPPED));
    }

    /** The decision table's rows. */
    static ReplyRules table() {
        return read(TABLE, resource(TABLE), true);
    }

    private static String resource(String name) {
        try (InputStream in = ReplyRules.class.getResourceAsStream("/rules/" + name)) {
            Objects.requireNonNull(in, "the artifact lacks rules/" + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads rules from text.
     *
     * @param name what the text is called in messages: the file's name
     * @throws InvalidRules with all faults of all lines
     */
    public static ReplyRules parse(String name, String text) {
        return read(name, text, false);
    }

    private static ReplyRules read(String name, String text, boolean table) {
        List<Rule> rules = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            RuleLine ruleLine = new RuleLine(name + ":" + number, table);
            ruleLine.read(line).ifPresent(rules::add);
            problems.addAll(ruleLine.problems());
        }
        if (!problems.isEmpty()) {
            throw new InvalidRules(problems);
        }
        return new ReplyRules(rules);
    }

    /** These rules and, where none of them matches, the others. */
    public ReplyRules before(ReplyRules others) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(others.rules);
        return new ReplyRules(all);
    }

    public int size() {
        return rules.size();
    }

    List<Rule> all() {
        return rules;
    }

    Optional<Rule> ruleFor(Trouble trouble) {
        for (Rule rule : rules) {
            if (rule.matches(trouble)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** A file of reply rules that cannot be used, with everything that is wrong in it. */
    public static final class InvalidRules extends IllegalArgumentException {

        private final transient List<String> problems;

        InvalidRules(List<String> problems) {
            super(String.join(System.lineSeparator(), problems));
            this.problems = List.copyOf(problems);
        }

        /**
         * One for each fault, in the order of the lines, each beginning with {@code file:line: }.
         */
        public List<String> problems() {
            return problems;
        }
    }
}
