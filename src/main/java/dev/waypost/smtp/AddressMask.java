package dev.waypost.smtp;

import java.util.regex.Pattern;

/** Addresses in a text for people who need not see them: {@code a***@example.org}. */
public final class AddressMask {

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"@");

    /** RFC 5321 section 4.1.2, and the letters of RFC 6531; what ends one in any text around it. */
    private static final Pattern PLAIN =
            Pattern.compile(
                    "([^\\s<>()\"\\[\\],:;@\\\\])[^\\s<>()\"\\[\\],:;@\\\\]*@(?=[^\\s<>@])");

    private AddressMask() {}

    /** The same text, of each address only the first letter and the domain. */
    public static String masked(String text) {
        if (text.indexOf('@') < 0) {
            return text;
        }
        String unquoted = QUOTED.matcher(text).replaceAll("\"***\"@");
        return PLAIN.matcher(unquoted).replaceAll("$1***@");
    }
}
