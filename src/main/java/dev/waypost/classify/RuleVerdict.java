package dev.waypost.classify;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind the arrow of a {@link RuleLine}: {@code CLASS [SCOPE] [reason] [after delay]}.
 * Used once.
 */
final class RuleVerdict {

    /** Told what is wrong. */
    @FunctionalInterface
    interface Complaint {
        void of(String format, Object... arguments);
    }

    private static final Pattern VERDICT =
            Pattern.compile(
                    "(\\S+)(?:\\s+(PORT|RELAY|MESSAGE|RECIPIENT))?"
                            + "(?:\\s+(?!after\\b)(\\S+))?(?:\\s+after\\s+(\\S+))?");
    private static final Pattern DELAY = Pattern.compile("\\d{1,5}[smh]");
    private static final Set<OutcomeClass> ALLOWED =
            EnumSet.complementOf(EnumSet.of(OutcomeClass.ACCEPTED));

    private final boolean table;
    private final Complaint complaint;
    private OutcomeClass outcomeClass;
    private Scope scope;
    private Reason reason = Reason.RELAY_RULE;
    private Duration after;

    RuleVerdict(boolean table, Complaint complaint) {
        this.table = table;
        this.complaint = complaint;
    }

    /** Null where it could not be read. */
    OutcomeClass outcomeClass() {
        return outcomeClass;
    }

    /** Null where none is named. */
    Scope scope() {
        return scope;
    }

    Reason reason() {
        return reason;
    }

    /** The least wait; null where none is named. */
    Duration after() {
        return after;
    }

    void read(String words) {
        Matcher matcher = VERDICT.matcher(words);
        if (!matcher.matches()) {
            complaint.of(
                    "expected `CLASS [SCOPE] [reason] [after delay]` behind ->, found '%s'", words);
            return;
        }
        (table ? EnumSet.allOf(OutcomeClass.class) : ALLOWED)
                .stream()
                        .filter(known -> known.name().equalsIgnoreCase(matcher.group(1)))
                        .findFirst()
                        .ifPresentOrElse(
                                known -> outcomeClass = known,
                                () ->
                                        complaint.of(
                                                "'%s' is no class for a rule; known: %s",
                                                matcher.group(1), RuleLine.names(ALLOWED)));
        if (matcher.group(2) != null) {
            scope = Scope.valueOf(matcher.group(2));
        }
        if (matcher.group(3) != null) {
            Reason.of(matcher.group(3))
                    .ifPresentOrElse(
                            known -> reason = known,
                            () ->
                                    complaint.of(
                                            "'%s' is no reason; docs/outcomes.md",
                                            matcher.group(3)));
        }
        if (matcher.group(4) != null) {
            after(matcher.group(4));
        }
    }

    private void after(String delay) {
        Matcher matcher = DELAY.matcher(delay);
        if (matcher.matches()) {
            after = SpokenDuration.of(delay).map(RetryHint::bounded).orElseThrow();
        } else {
            complaint.of("'%s' is no delay such as 30s, 15m or 2h", delay);
        }
    }
}
