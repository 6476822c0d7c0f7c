package dev.waypost.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One mail that a backend asked for, and all that became of it. Events with one idempotency key are
 * one mail.
 */
final class Mail {

    final String key;
    final List<String> recipients;

    /** What the relay will say to it, in turn; then it is accepted. */
    private final List<RelayAnswer> answers = new ArrayList<>();

    private final Map<String, List<Acceptance>> acceptances = new HashMap<>();
    private final Set<String> deadLettered = new HashSet<>();
    private int submissions;
    private int publications;

    /** Instead of being accepted in the end. */
    private boolean isNeverTaken;

    Mail(String key, List<String> recipients) {
        this.key = key;
        this.recipients = recipients;
    }

    void published() {
        publications++;
    }

    /** How many more records were published for it. */
    int otherRecords() {
        return publications - 1;
    }

    void answerWith(List<RelayAnswer> more) {
        answers.addAll(more);
    }

    /** Seconds that its dialogues take, all together. */
    double takes() {
        return answers.stream().mapToDouble(answer -> 1.3 * answer.takes).sum();
    }

    void neverTaken() {
        isNeverTaken = true;
    }

    RelayAnswer nextAnswer() {
        int turn = submissions++;
        if (turn >= answers.size() && isNeverTaken) {
            return RelayAnswer.HINTS_AT_A_SHORT_WAIT;
        }
        return turn < answers.size() ? answers.get(turn) : RelayAnswer.TAKES_IT;
    }

    void accepted(String recipient, Acceptance acceptance) {
        acceptances.computeIfAbsent(recipient, any -> new ArrayList<>(1)).add(acceptance);
    }

    List<Acceptance> acceptances(String recipient) {
        return acceptances.getOrDefault(recipient, List.of());
    }

    void deadLettered(String recipient) {
        deadLettered.add(recipient);
    }

    boolean isDeadLettered(String recipient) {
        return deadLettered.contains(recipient);
    }

    @Override
    public String toString() {
        return key;
    }
}
