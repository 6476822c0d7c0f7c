package dev.waypost.classify;

import java.util.List;

/** A file of reply rules that cannot be used, with everything that is wrong in it. */
public final class InvalidRules extends IllegalArgumentException {

    private final transient List<String> problems;

    InvalidRules(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One for each fault, in the order of the lines, each beginning with {@code file:line: }. */
    public List<String> problems() {
        return problems;
    }
}
