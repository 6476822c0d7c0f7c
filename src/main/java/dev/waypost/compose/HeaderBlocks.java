package dev.waypost.compose;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells, line by line, which lines of a message are in a header: its own, or that of a part or of
 * an enclosed message (RFC 2046 sections 5.1 and 5.2.1). One message, one thread.
 */
final class HeaderBlocks {

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))");
    private static final Pattern CONTENT_TYPE = Pattern.compile("(?i)content-type\\s*:.*");
    private static final Pattern ENCLOSED = Pattern.compile("\\s*message/(rfc822|global)\\b.*");

    private final Set<String> delimiters = new HashSet<>();
    private final StringBuilder contentType = new StringBuilder();
    private boolean inContentType;
    private boolean inHeader = true;

    /** Takes the next line, without its end; returns whether it belongs to a header. */
    boolean isHeader(String line) {
        if (!inHeader) {
            if (line.startsWith("--") && delimiters.contains(line.stripTrailing())) {
                inHeader = true;
            }
            return false;
        }
        if (line.isEmpty()) {
            endHeader();
            return false;
        }
        boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
        inContentType = folded ? inContentType : CONTENT_TYPE.matcher(line).matches();
        if (inContentType) {
            contentType.append(folded ? line : line.substring(line.indexOf(':') + 1));
        }
        return true;
    }

    private void endHeader() {
        String type = contentType.toString();
        Matcher boundary = BOUNDARY.matcher(type);
        if (boundary.find()) {
            String quoted = boundary.group(1);
            delimiters.add("--" + (quoted == null ? boundary.group(2) : quoted.stripTrailing()));
        }
        // An enclosed message begins with a header of its own.
        inHeader = ENCLOSED.matcher(type.toLowerCase(Locale.ROOT)).matches();
        inContentType = false;
        contentType.setLength(0);
    }
}
