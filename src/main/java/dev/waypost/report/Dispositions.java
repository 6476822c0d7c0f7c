package dev.waypost.report;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.config.InDoubt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where each recipient of one pass stands after it: who has the mail is in no list, all others are
 * in one. Who is in doubt goes by the policy: tried again, held, or taken as accepted. Immutable.
 *
 * @param rejected given up by the relay's word
 * @param held in doubt, and held for a person
 * @param open to be tried again
 */
record Dispositions(List<String> rejected, List<String> held, List<String> open) {

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
     */
    static Dispositions of(Map<String, Outcome> recipients, InDoubt policy) {
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
                                case HOLD -> held.add(recipient);
                                case ASSUME_ACCEPTED -> {}
                                case RETRY_LATER -> open.add(recipient);
                            }
                        }
                        default -> open.add(recipient);
                    }
                });
        return new Dispositions(List.copyOf(rejected), List.copyOf(held), List.copyOf(open));
    }

    /** The outcome that decides: of those tried again if there are any, else of all. */
    Outcome decisive(Map<String, Outcome> recipients) {
        Outcome decisive = null;
        for (Map.Entry<String, Outcome> each : recipients.entrySet()) {
            if ((open.isEmpty() || open.contains(each.getKey()))
                    && (decisive == null || weight(each.getValue()) < weight(decisive))) {
                decisive = each.getValue();
            }
        }
        return Objects.requireNonNull(decisive, "nobody to decide");
    }

    private static int weight(Outcome outcome) {
        return WEIGHT.indexOf(outcome.outcomeClass());
    }

    /**
     * Each recipient's own, in envelope order.
     *
     * @param again whether those who are open are tried again; they are given up otherwise
     */
    Map<String, Disposition> told(Map<String, Outcome> recipients, boolean again) {
        Map<String, Disposition> told = new LinkedHashMap<>();
        recipients.forEach(
                (recipient, outcome) ->
                        told.put(
                                recipient,
                                new Disposition(
                                        status(recipient, outcome.outcomeClass(), again),
                                        outcome)));
        return told;
    }

    private Status status(String recipient, OutcomeClass itsClass, boolean again) {
        if (rejected.contains(recipient)) {
            return Status.REJECTED;
        }
        if (held.contains(recipient)) {
            return Status.HELD;
        }
        if (!open.contains(recipient)) {
            return Status.ACCEPTED;
        }
        if (!again) {
            return Status.EXPIRED;
        }
        return itsClass == OutcomeClass.UNCERTAIN ? Status.UNCERTAIN : Status.DEFERRED;
    }

    /** For logs: how many, not who. */
    @Override
    public String toString() {
        return rejected.size() + " rejected, " + held.size() + " held, " + open.size() + " open";
    }
}
