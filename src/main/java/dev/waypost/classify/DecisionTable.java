package dev.waypost.classify;

import dev.waypost.smtp.Trouble;

/**
 * What each trouble means by the RFCs alone: {@code rules/table.rules}, in the grammar of {@link
 * ReplyRules}. The first row that matches decides, and the last one matches anything. Code beats
 * text: the text of a reply is never looked at here, only in the rules. docs/outcomes.md is the
 * commented form; a test holds the two together.
 */
final class DecisionTable {

    static final ReplyRules ROWS = ReplyRules.table();

    private DecisionTable() {}

    /** The row that decides; there always is one. */
    static Rule rowFor(Trouble trouble) {
        return ROWS.ruleFor(trouble).orElseThrow();
    }
}
