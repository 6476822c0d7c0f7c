package dev.waypost.intake.field;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * No control characters anywhere but in bodies: a CR or LF in a name, subject or address would end
 * the header field or the command and begin another of the producer's choice (RFC 5321 section 7.2,
 * RFC 5322 section 2.2). Looks at every string and every name of the event, known or not.
 */
public final class CleanText {

    /** Lines belong here. NUL does not (RFC 5322 section 2.3 leaves it out of text). */
    private static final Set<String> BODIES = Set.of("text", "html", "amp_html", "raw", "calendar");

    /** The lines of a calendar. */
    private static final Set<String> CONTENT = Set.of("content");

    private CleanText() {}

    public static void check(Field event) {
        checkMembers(event, BODIES);
    }

    private static void checkMembers(Field object, Set<String> bodies) {
        for (Map.Entry<String, Field> member : object.members()) {
            Field field = member.getValue();
            checkName(member.getKey(), field);
            if (!bodies.contains(member.getKey())) {
                checkAll(field);
            } else if (field.text() != null) {
                refuse(bodyFault(field), field);
            } else {
                checkMembers(field, CONTENT);
            }
        }
    }

    /** What is wrong with a text that is one line, or null. */
    public static String fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return "must not hold control characters such as CR, LF or NUL; position "
                        + i
                        + " does";
            }
        }
        return surrogateFault(text);
    }

    private static String bodyFault(Field body) {
        if (body.node() instanceof PlainText) {
            return null;
        }
        String text = body.text();
        int nul = text.indexOf('\0');
        return nul >= 0 ? "must not hold NUL; position " + nul + " does" : surrogateFault(text);
    }

    /** Half a surrogate pair has no UTF-8 (RFC 3629 section 3), so it could not be sent. */
    private static String surrogateFault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return "must be Unicode text; position " + i + " is half a surrogate pair";
            }
        }
        return null;
    }

    private static void checkAll(Field field) {
        JsonNode node = field.node();
        if (node.isTextual()) {
            refuse(fault(field.text()), field);
        } else if (node.isArray()) {
            field.items().forEach(CleanText::checkAll);
        } else {
            checkMembers(field, Set.of());
        }
    }

    private static void checkName(String name, Field field) {
        String fault = fault(name);
        // The schema validator passes over names that begin with "#"; nothing here may slip by.
        if (fault == null && name.startsWith("#")) {
            fault = "is not a name of a field: none begins with #";
        }
        refuse(fault, field);
    }

    private static void refuse(String fault, Field field) {
        if (fault != null) {
            field.refuse(fault);
        }
    }
}
