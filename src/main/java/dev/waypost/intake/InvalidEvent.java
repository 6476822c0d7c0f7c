package dev.waypost.intake;

import dev.waypost.intake.field.Violation;
import dev.waypost.intake.field.Violations;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * This record is no mail event and will not become one by waiting: it belongs to the dead letters.
 * Holds every violation found, at most {@value Violations#LISTED} listed; neither the message nor
 * the violations hold an address or content of the mail. Without a stack trace: it is an answer,
 * not an accident.
 */
public final class InvalidEvent extends Exception {

    /** Why, by the names of the reasons that dead letters have. */
    public enum Kind {
        /** The value is not JSON at all, or not UTF-8. */
        UNDECODABLE,
        /** The event is JSON but breaks the contract of mail events. */
        INVALID_EVENT,
        /** A CloudEvent of another type than {@value CloudEventAttributes#TYPE}. */
        UNKNOWN_EVENT_TYPE,
        /** The record has no value. */
        TOMBSTONE,
        /** The record, a string or a list in it is beyond the limits of reading. */
        TOO_LARGE;

        /** As dead letters say it: {@code invalid_event}. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return slug();
        }
    }

    private final Kind kind;
    private final String mailId;
    private final transient List<Violation> violations;

    InvalidEvent(Kind kind, String mailId, List<Violation> violations, int unlisted) {
        super(paragraph(kind, violations, unlisted), null, false, false);
        this.kind = kind;
        this.mailId = mailId;
        this.violations = List.copyOf(violations);
    }

    InvalidEvent(Kind kind, String mailId, String pointer, String message) {
        this(kind, mailId, List.of(new Violation(pointer, message)), 0);
    }

    /**
     * Ends the reading of an event that something is wrong with.
     *
     * @param mailId null where it is not known
     */
    static void throwIfAny(Violations violations, String mailId) throws InvalidEvent {
        List<Violation> listed = violations.listed();
        if (!listed.isEmpty()) {
            throw new InvalidEvent(Kind.INVALID_EVENT, mailId, listed, violations.unlisted());
        }
    }

    /** In the order they were found, which is the same for the same record. */
    public List<Violation> violations() {
        return violations;
    }

    /** Why; never null. */
    public Kind kind() {
        return kind;
    }

    /** The event's id where it could be read and is valid, else null. */
    public String mailId() {
        return mailId;
    }

    private static String paragraph(Kind kind, List<Violation> violations, int unlisted) {
        String all = violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
        return kind.slug() + ": " + all + (unlisted > 0 ? "; and " + unlisted + " more" : "");
    }
}
