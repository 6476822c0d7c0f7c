package dev.waypost.classify;

/**
 * A verdict with what decided it. Immutable.
 *
 * @param decidedBy a rule as {@code file:line}, or a row of docs/outcomes.md as {@code row 12a}
 */
public record Explanation(String decidedBy, Outcome outcome) {}
