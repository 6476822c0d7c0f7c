package dev.waypost.intake;

import java.util.List;
import java.util.stream.Collectors;

/**
 * This record is no mail event and will not become one by waiting: it belongs to the dead letters.
 * Holds every violation found, at most {@value Violations#LISTED} listed; neither the message nor
 * the violations hold an address or content of the mail. Without a stack trace: it is an answer,
 * not an accident.
 */
public final class InvalidEvent extends Exception {

    /** The value is not JSON at all, or not UTF-8. */
    public static final String UNDECODABLE = "undecodable";

    /** The event is JSON but breaks the contract of mail events. */
    public static final String INVALID = "invalid_event";

    /** A CloudEvent of another type than {@value CloudEventAttributes#TYPE}. */
    public static final String UNKNOWN_TYPE = "unknown_event_type";

    /** The record has no value. */
    public static final String TOMBSTONE = "tombstone";

    /** The record, a string or a list in it is beyond the limits of reading. */
    public static final String TOO_LARGE = "too_large";

    private final String reason;
    private final String mailId;
    private final transient List<Violation> violations;

    InvalidEvent(String reason, String mailId, List<Violation> violations, int unlisted) {
        super(paragraph(reason, violations, unlisted), null, false, false);
        this.reason = reason;
        this.mailId = mailId;
        this.violations = List.copyOf(violations);
    }

    InvalidEvent(String reason, String mailId, String pointer, String message) {
        this(reason, mailId, List.of(new Violation(pointer, message)), 0);
    }

    /** In the order they were found, which is the same for the same record. */
    public List<Violation> violations() {
        return violations;
    }

    /** A stable slug, one of the constants of this class. */
    public String reason() {
        return reason;
    }

    /** The event's id where it could be read and is valid, else null. */
    public String mailId() {
        return mailId;
    }

    private static String paragraph(String reason, List<Violation> violations, int unlisted) {
        String all = violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
        return reason + ": " + all + (unlisted > 0 ? "; and " + unlisted + " more" : "");
    }
}
