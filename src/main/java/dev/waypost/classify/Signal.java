package dev.waypost.classify;

import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a row of the decision table looks for: one of some symptoms, or a reply like one of some
 * patterns. Immutable.
 */
record Signal(Set<Symptom> symptoms, List<ReplyPattern> replies) {

    private static final String ANYTHING = "anything";

    /** Reads {@code timeout, closed}, or {@code 552 -, 5.3.4}, or {@code anything}. */
    static Signal parse(String cell) {
        if (cell.equals(ANYTHING)) {
            return new Signal(EnumSet.allOf(Symptom.class), List.of());
        }
        Set<Symptom> symptoms = EnumSet.noneOf(Symptom.class);
        List<ReplyPattern> replies = new ArrayList<>();
        for (String item : cell.split(", ")) {
            if (Character.isDigit(item.charAt(0))) {
                replies.add(ReplyPattern.of(item));
            } else {
                symptoms.add(Symptom.valueOf(item.toUpperCase(Locale.ROOT).replace(' ', '_')));
            }
        }
        return new Signal(symptoms, replies);
    }

    boolean matches(Trouble trouble) {
        return symptoms.contains(trouble.symptom())
                || (trouble.reply() != null
                        && replies.stream().anyMatch(p -> p.matches(trouble.reply())));
    }
}
