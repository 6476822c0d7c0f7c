package dev.waypost.intake.field;

/**
 * One thing that is wrong with an event.
 *
 * @param pointer where, as a JSON pointer (RFC 6901) into the record's value; {@code ""} is the
 *     whole value, and stands for a record header too
 * @param message what was expected there; names fields and positions, never the mail's content
 */
public record Violation(String pointer, String message) {

    /** The complaint in one line: {@code /to/0: must be ...}. */
    @Override
    public String toString() {
        return pointer.isEmpty() ? message : pointer + ": " + message;
    }
}
