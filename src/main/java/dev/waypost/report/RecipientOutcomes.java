package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pass came to for each of its recipients.
 *
 * @param all by recipient, in envelope order; empty where the pass came to none
 */
record RecipientOutcomes(Map<String, Outcome> all) {

    /** What decides for the mail as a whole: whoever is tried again keeps it alive. */
    private static final List<OutcomeClass> WEIGHT =
            List.of(
                    OutcomeClass.UNCERTAIN,
                    OutcomeClass.RETRY,
                    OutcomeClass.SLOW,
                    OutcomeClass.ACCEPTED,
                    OutcomeClass.REJECT);

    Outcome decisive() {
        return all.values().stream()
                .min(Comparator.comparing(each -> WEIGHT.indexOf(each.outcomeClass())))
                .orElseThrow();
    }

    Outcome of(String recipient) {
        return all.get(recipient);
    }

    List<String> with(OutcomeClass wanted) {
        List<String> found = new ArrayList<>();
        all.forEach(
                (recipient, outcome) -> {
                    if (outcome.outcomeClass() == wanted) {
                        found.add(recipient);
                    }
                });
        return found;
    }

    /** Who was neither accepted nor given up. */
    List<String> open(List<String> givenUp) {
        List<String> open = new ArrayList<>(all.keySet());
        open.removeAll(givenUp);
        open.removeAll(with(OutcomeClass.ACCEPTED));
        return open;
    }

    /** Whoever is in doubt counts as accepted, and keeps the reason. */
    RecipientOutcomes assumingAccepted() {
        Map<String, Outcome> assumed = new LinkedHashMap<>(all);
        assumed.replaceAll(
                (recipient, outcome) ->
                        outcome.outcomeClass() == OutcomeClass.UNCERTAIN
                                ? outcome.as(OutcomeClass.ACCEPTED)
                                : outcome);
        return new RecipientOutcomes(assumed);
    }
}
