package dev.waypost.ops.console;

/**
 * Who looks.
 *
 * @param name as logged in; empty for who may look without
 * @param operator may act, and sees addresses
 */
record Viewer(String name, boolean operator) {

    static final Viewer UNNAMED = new Viewer("", false);

    /** As the log and the control topic have it. */
    String by() {
        return (name.isEmpty() ? "somebody" : name) + " (console)";
    }
}
