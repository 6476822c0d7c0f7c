package dev.waypost.classify;

import dev.waypost.classify.ReplyPattern.CodePattern;
import dev.waypost.classify.ReplyPattern.StatusPattern;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Symptom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Reads one line of {@link ReplyRules}, or of the {@link DecisionTable}, and notes all that is
 * wrong with it. Used once.
 */
final class RuleLine {

    private static final Pattern SYNTAX =
            Pattern.compile("(.*?)(?:/((?:[^/\\\\]|\\\\.)*)/)?\\s*->(.*)");
    private static final Pattern ROW = Pattern.compile("(\\d+[a-z]?):\\s+(.*)");
    private static final Set<Phase> WITH_REPLIES =
            EnumSet.complementOf(
                    EnumSet.of(Phase.LOCAL, Phase.RESOLVE, Phase.CONNECT, Phase.TLS, Phase.QUIT));
    private final String place;
    private final boolean table;
    private final List<String> problems = new ArrayList<>();
    private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
    private final Set<Symptom> kinds = EnumSet.noneOf(Symptom.class);
    private final List<ReplyPattern> replies = new ArrayList<>();
    private CodePattern code;
    private StatusPattern status;
    private Pattern text;
    private final RuleVerdict verdict;

    /**
     * @param place file and line
     * @param table whether it is a row of the decision table
     */
    RuleLine(String place, boolean table) {
        this.place = place;
        this.table = table;
        this.verdict = new RuleVerdict(table, this::problem);
    }

    /** The rule, unless something is wrong with it. */
    Optional<Rule> read(String written) {
        Matcher row = ROW.matcher(written.strip());
        boolean numbered = table && row.matches();
        String source = numbered ? "row " + row.group(1) : place;
        Matcher matcher = SYNTAX.matcher(numbered ? row.group(2) : written.strip());
        if (!matcher.matches()) {
            problem(
                    "expected `[phases] [code] [status] [/text/] -> CLASS [SCOPE] [reason]"
                            + " [after delay]`");
            return Optional.empty();
        }
        if (matcher.group(2) != null) {
            text(matcher.group(2));
        }
        for (String alternative : matcher.group(1).split(" \\| ")) {
            Arrays.stream(alternative.strip().split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .forEach(this::condition);
            alternativeRead();
        }
        verdict.read(matcher.group(3).strip());
        checkTogether();
        Set<Phase> where = phases.isEmpty() ? WITH_REPLIES : phases;
        return problems.isEmpty()
                ? Optional.of(
                        new Rule(
                                source,
                                where,
                                kinds,
                                List.copyOf(replies),
                                verdict.outcomeClass(),
                                verdict.scope(),
                                verdict.reason(),
                                verdict.after()))
                : Optional.empty();
    }

    private void alternativeRead() {
        if (code != null && status != null && !status.agreesWith(code)) {
            problem("%s and %s contradict each other: this never matches", code, status);
        }
        if (code != null || status != null || text != null) {
            replies.add(new ReplyPattern(code, status, text));
        }
        code = null;
        status = null;
    }

    List<String> problems() {
        return problems;
    }

    private void condition(String word) {
        Optional<CodePattern> asCode = CodePattern.parse(word);
        Optional<StatusPattern> asStatus = StatusPattern.parse(word);
        if (asCode.isPresent()) {
            once("code", code);
            code = asCode.get();
        } else if (asStatus.isPresent()) {
            once("status", status);
            status = asStatus.get();
        } else if (table && isKind(word)) {
            return;
        } else if (Character.isLetter(word.charAt(0))) {
            for (String name : word.split(",")) {
                phase(name);
            }
        } else {
            problem(
                    "'%s' is no code (550, 45z, 4yz), no status (5.7.1, 5.7.*, 5.*.*, -) and no"
                            + " /text/",
                    word);
        }
    }

    /** What was seen where no reply came. */
    private boolean isKind(String word) {
        if (word.equals("anything")) {
            return kinds.addAll(EnumSet.allOf(Symptom.class));
        }
        return Arrays.stream(Symptom.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                .anyMatch(kinds::add);
    }

    private void once(String what, Object before) {
        if (before != null) {
            problem("a second %s: a rule has one of each", what);
        }
    }

    private void phase(String name) {
        if (table && name.equals("any")) {
            phases.addAll(EnumSet.allOf(Phase.class));
            return;
        }
        (table ? EnumSet.allOf(Phase.class) : WITH_REPLIES)
                .stream()
                        .filter(phase -> phase.name().equalsIgnoreCase(name))
                        .findFirst()
                        .ifPresentOrElse(
                                phases::add,
                                () ->
                                        problem(
                                                "'%s' is no phase; known: %s",
                                                name, names(WITH_REPLIES)));
    }

    private void text(String regex) {
        if (regex.isBlank()) {
            problem("the text between the slashes is empty: it would match any reply");
            return;
        }
        try {
            text =
                    Pattern.compile(
                            regex.replace("\\/", "/"),
                            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException e) {
            problem("/%s/ is no regular expression: %s", regex, e.getDescription());
        }
    }

    private void checkTogether() {
        if (table) {
            return;
        }
        if (replies.isEmpty() && problems.isEmpty()) {
            problem("no condition: give a code, a status or a /text/");
        }
        for (ReplyPattern reply : replies) {
            boolean ofAcceptances =
                    reply.code() != null
                            && reply.code().firstDigit() == 2
                            && phases.equals(Set.of(Phase.RCPT));
            if (reply.code() != null && reply.code().firstDigit() < 4 && !ofAcceptances) {
                problem(
                        "%s is no refusal: rules are for 4yz and 5yz, and for 2yz at RCPT",
                        reply.code());
            }
        }
        if (verdict.outcomeClass() == OutcomeClass.UNCERTAIN
                && !phases.equals(Set.of(Phase.END_OF_DATA))) {
            problem("UNCERTAIN is possible at END_OF_DATA only: name that phase");
        }
    }

    private void problem(String format, Object... arguments) {
        problems.add(place + ": " + format.formatted(arguments));
    }

    static String names(Set<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).collect(Collectors.joining(", "));
    }
}
