package dev.waypost.intake;

/**
 * Builds JSON pointers (RFC 6901). Names come from the event and go to logs and topics, so what is
 * not printable is shown as {@code ?} and long names are cut.
 */
final class Pointer {

    private static final int LONGEST_NAME = 64;

    private Pointer() {}

    static String field(String parent, String name) {
        // RFC 6901 section 3: "~" is written "~0" and "/" is written "~1".
        return parent + "/" + printable(name).replace("~", "~0").replace("/", "~1");
    }

    static String item(String parent, int index) {
        return parent + "/" + index;
    }

    /** A name as it may be shown to a person. */
    static String printable(String name) {
        String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
        StringBuilder shown = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> shown.appendCodePoint(isPrintable(c) ? c : '?'));
        return shown.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
