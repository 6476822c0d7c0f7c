package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where each recipient of one pass stands after it: who has the mail is in no list, all others are
 * in one. Who is in doubt goes by the policy: tried again, held, or taken as accepted. Immutable.
 *
 * @param rejected given up by the relay's word
 * @param held in doubt, and held for a person
 * @param open to be tried again
 */
record Endings(List<String> rejected, List<String> held, List<String> open) {

    /** What decides for the mail as a whole: whoever is tried again keeps it alive. */
    private static final List<OutcomeClass> WEIGHT =
            List.of(
                    OutcomeClass.UNCERTAIN,
                    OutcomeClass.RETRY,
                    OutcomeClass.SLOW,
                    OutcomeClass.FAILOVER,
                    OutcomeClass.HALT,
                    OutcomeClass.ACCEPTED,
                    OutcomeClass.REJECT);

    /**
     * @param recipients each recipient's outcome
     * @param policy {@code retry-later}, {@code hold} or {@code assume-accepted}
     */
    static Endings of(Map<String, Outcome> recipients, String policy) {
        List<String> rejected = new ArrayList<>();
        List<String> held = new ArrayList<>();
        List<String> open = new ArrayList<>();
        recipients.forEach(
                (recipient, outcome) -> {
                    switch (outcome.outcomeClass()) {
                        case ACCEPTED -> {}
                        case REJECT -> rejected.add(recipient);
                        case UNCERTAIN -> {
                            switch (policy) {
                                case "hold" -> held.add(recipient);
                                case "assume-accepted" -> {}
                                default -> open.add(recipient);
                            }
                        }
                        default -> open.add(recipient);
                    }
                });
        return new Endings(List.copyOf(rejected), List.copyOf(held), List.copyOf(open));
    }

    /** The outcome that decides: of those tried again if there are any, else of all. */
    Outcome decisive(Map<String, Outcome> recipients) {
        return recipients.entrySet().stream()
                .filter(each -> open.isEmpty() || open.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .min(Comparator.comparing(outcome -> WEIGHT.indexOf(outcome.outcomeClass())))
                .orElseThrow();
    }

    /** For logs: how many, not who. */
    @Override
    public String toString() {
        return rejected.size() + " rejected, " + held.size() + " held, " + open.size() + " open";
    }
}
