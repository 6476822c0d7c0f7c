package dev.waypost.classify;

import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Trouble;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One row of the {@link DecisionTable}: a trouble in one of the phases, with this signal, has this
 * verdict. Immutable.
 *
 * @param id the row's number in docs/outcomes.md; a letter tells the branches of one row apart
 */
record Row(
        String id,
        Set<Phase> phases,
        Signal signal,
        OutcomeClass outcomeClass,
        Scope scope,
        Reason reason) {

    private static final String ANY_PHASE = "any";

    /** Reads {@code id | phases | signal | class | scope | reason}. */
    static Row parse(String line) {
        String[] cells = line.split("\\|");
        return new Row(
                cells[0].strip(),
                phases(cells[1].strip()),
                Signal.parse(cells[2].strip()),
                OutcomeClass.valueOf(cells[3].strip()),
                Scope.valueOf(cells[4].strip()),
                Reason.of(cells[5].strip()).orElseThrow());
    }

    boolean matches(Trouble trouble) {
        return phases.contains(trouble.phase()) && signal.matches(trouble);
    }

    private static Set<Phase> phases(String cell) {
        return cell.equals(ANY_PHASE)
                ? EnumSet.allOf(Phase.class)
                : Arrays.stream(cell.split(" "))
                        .map(Phase::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Phase.class)));
    }
}
