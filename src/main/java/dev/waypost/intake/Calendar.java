package dev.waypost.intake;

import dev.waypost.intake.field.Field;
import java.util.List;
import java.util.Locale;

/**
 * An invitation, or an answer to one: an iCalendar object (RFC 5545) with its scheduling method,
 * one of RFC 5546. RFC 6047 section 2.4 demands the same method in Content-Type as in the content;
 * where they differ, calendars show no invitation.
 *
 * @param method in upper case, the same as in the content (RFC 5546 section 1.4)
 * @param content the iCalendar text; line ends as the producer wrote them
 */
public record Calendar(String method, String content) {

    private static final List<String> METHODS =
            List.of(
                    "PUBLISH",
                    "REQUEST",
                    "REPLY",
                    "ADD",
                    "CANCEL",
                    "REFRESH",
                    "COUNTER",
                    "DECLINECOUNTER");

    /** The invitation, or null when absent or after a complaint. */
    static Calendar read(Field calendar) {
        Field content = calendar.get("content");
        Field named = calendar.get("method");
        if (content.text() == null) {
            return null;
        }
        // RFC 5545 section 3.1: a long line goes on in the next one, behind a space or tab.
        List<String> lines = content.text().replaceAll("\\R[ \\t]", "").strip().lines().toList();
        boolean whole =
                lines.size() > 1
                        && lines.get(0).strip().equalsIgnoreCase("BEGIN:VCALENDAR")
                        && lines.get(lines.size() - 1).strip().equalsIgnoreCase("END:VCALENDAR");
        if (!whole) {
            content.refuse("must be iCalendar, from BEGIN:VCALENDAR to END:VCALENDAR (RFC 5545)");
            return null;
        }
        String method = method(lines);
        if (!METHODS.contains(method)) {
            content.refuse(
                    "must have one METHOD above its components, of "
                            + String.join(", ", METHODS)
                            + "; a calendar without one is an attachment");
        } else if (named.text() != null && !named.text().equalsIgnoreCase(method)) {
            named.refuse("must be the METHOD of the content, which is " + method);
        }
        return new Calendar(method, content.text());
    }

    /** The METHOD of the calendar itself; empty where there is none or more than one. */
    private static String method(List<String> lines) {
        String method = "";
        for (String line : lines.subList(1, lines.size())) {
            String upper = line.strip().toUpperCase(Locale.ROOT);
            if (upper.startsWith("BEGIN:")) {
                break;
            }
            if (upper.startsWith("METHOD:") || upper.startsWith("METHOD;")) {
                boolean again = !method.isEmpty();
                method = again ? "" : upper.substring(upper.lastIndexOf(':') + 1).strip();
                if (again) {
                    break;
                }
            }
        }
        return method;
    }

    /** For logs: that there is one, not what is in it. */
    @Override
    public String toString() {
        return "an invitation";
    }
}
