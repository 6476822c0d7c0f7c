package dev.waypost.intake;

/**
 * What an event's id may be: it becomes a Kafka key, a log field and the seed of the Message-ID.
 */
final class MailId {

    static final int LONGEST = 256;

    private MailId() {}

    /** What is wrong with the id, or null. */
    static String fault(String id) {
        if (id.isBlank()) {
            return "must not be blank";
        }
        if (id.length() > LONGEST) {
            return "must have at most " + LONGEST + " characters";
        }
        return CleanText.fault(id);
    }
}
