package dev.waypost.intake;

/**
 * An invitation, or an answer to one: an iCalendar object (RFC 5545) with its scheduling method.
 *
 * @param method in upper case, the same as in the content (RFC 5546 section 1.4)
 * @param content the iCalendar text; line ends as the producer wrote them
 */
public record Calendar(String method, String content) {

    /** For logs: that there is one, not what is in it. */
    @Override
    public String toString() {
        return "an invitation";
    }
}
