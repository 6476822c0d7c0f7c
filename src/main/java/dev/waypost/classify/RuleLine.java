package dev.waypost.classify;

import dev.waypost.smtp.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Reads one line of {@link ReplyRules} and notes all that is wrong with it. Used once. */
final class RuleLine {

    private static final Pattern SYNTAX =
            Pattern.compile("(.*?)(?:/((?:[^/\\\\]|\\\\.)*)/)?\\s*->(.*)");
    private static final Pattern VERDICT =
            Pattern.compile("(\\S+)(?:\\s+(?!after\\b)(\\S+))?(?:\\s+after\\s+(\\S+))?");
    private static final Pattern DELAY = Pattern.compile("\\d{1,5}[smh]");
    private static final Set<Phase> WITH_REPLIES =
            EnumSet.complementOf(
                    EnumSet.of(Phase.LOCAL, Phase.RESOLVE, Phase.CONNECT, Phase.TLS, Phase.QUIT));
    private static final Set<OutcomeClass> ALLOWED =
            EnumSet.complementOf(EnumSet.of(OutcomeClass.ACCEPTED));

    private final String source;
    private final List<String> problems = new ArrayList<>();
    private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
    private CodePattern code;
    private StatusPattern status;
    private Pattern text;
    private OutcomeClass outcomeClass;
    private Reason reason = Reason.RELAY_RULE;
    private Duration after;

    RuleLine(String source) {
        this.source = source;
    }

    /** The rule, unless something is wrong with it. */
    Optional<ReplyRule> read(String line) {
        Matcher matcher = SYNTAX.matcher(line.strip());
        if (!matcher.matches()) {
            problem("expected `[phases] [code] [status] [/text/] -> CLASS [reason] [after delay]`");
            return Optional.empty();
        }
        Arrays.stream(matcher.group(1).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .forEach(this::condition);
        if (matcher.group(2) != null) {
            text(matcher.group(2));
        }
        verdict(matcher.group(3).strip());
        checkTogether();
        Set<Phase> where = phases.isEmpty() ? WITH_REPLIES : phases;
        ReplyPattern pattern = new ReplyPattern(code, status, text);
        return problems.isEmpty()
                ? Optional.of(new ReplyRule(source, where, pattern, outcomeClass, reason, after))
                : Optional.empty();
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

    private void once(String what, Object before) {
        if (before != null) {
            problem("a second %s: a rule has one of each", what);
        }
    }

    private void phase(String name) {
        WITH_REPLIES.stream()
                .filter(phase -> phase.name().equalsIgnoreCase(name))
                .findFirst()
                .ifPresentOrElse(
                        phases::add,
                        () -> problem("'%s' is no phase; known: %s", name, names(WITH_REPLIES)));
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

    private void verdict(String words) {
        Matcher matcher = VERDICT.matcher(words);
        if (!matcher.matches()) {
            problem("expected `CLASS [reason] [after delay]` behind ->, found '%s'", words);
            return;
        }
        ALLOWED.stream()
                .filter(known -> known.name().equalsIgnoreCase(matcher.group(1)))
                .findFirst()
                .ifPresentOrElse(
                        known -> outcomeClass = known,
                        () ->
                                problem(
                                        "'%s' is no class for a rule; known: %s",
                                        matcher.group(1), names(ALLOWED)));
        if (matcher.group(2) != null) {
            Reason.of(matcher.group(2))
                    .ifPresentOrElse(
                            known -> reason = known,
                            () -> problem("'%s' is no reason; docs/outcomes.md", matcher.group(2)));
        }
        if (matcher.group(3) != null) {
            after(matcher.group(3));
        }
    }

    private void after(String delay) {
        Matcher matcher = DELAY.matcher(delay);
        if (matcher.matches()) {
            after = SpokenDuration.of(delay).map(RetryHint::bounded).orElseThrow();
        } else {
            problem("'%s' is no delay such as 30s, 15m or 2h", delay);
        }
    }

    private void checkTogether() {
        if (code == null && status == null && text == null && problems.isEmpty()) {
            problem("no condition: give a code, a status or a /text/");
        }
        boolean ofAcceptances =
                code != null && code.firstDigit() == 2 && phases.equals(Set.of(Phase.RCPT));
        if (code != null && code.firstDigit() < 4 && !ofAcceptances) {
            problem("%s is no refusal: rules are for 4yz and 5yz, and for 2yz at RCPT", code);
        } else if (code != null && status != null && !status.agreesWith(code)) {
            problem("%s and %s contradict each other: this never matches", code, status);
        }
        if (outcomeClass == OutcomeClass.UNCERTAIN && !phases.equals(Set.of(Phase.END_OF_DATA))) {
            problem("UNCERTAIN is possible at END_OF_DATA only: name that phase");
        }
    }

    private void problem(String format, Object... arguments) {
        problems.add(source + ": " + format.formatted(arguments));
    }

    private static String names(Set<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).collect(Collectors.joining(", "));
    }
}
