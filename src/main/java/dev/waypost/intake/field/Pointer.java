package dev.waypost.intake.field;

/**
 * A JSON pointer (RFC 6901), spelled out only when somebody complains. Names come from the event
 * and go to logs and topics, so what is not printable is shown as {@code ?} and long names are cut.
 * Immutable.
 */
public final class Pointer {

    /** The whole value; also stands for what is outside of it, such as a record header. */
    public static final Pointer ROOT = new Pointer(null, null, 0);

    private static final int LONGEST_NAME = 64;

    private final Pointer parent;
    private final String name;
    private final int index;

    private Pointer(Pointer parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    public Pointer field(String name) {
        return new Pointer(this, name, 0);
    }

    public Pointer item(int index) {
        return new Pointer(this, null, index);
    }

    public boolean isRoot() {
        return parent == null;
    }

    /** As RFC 6901 section 3 writes it: "~" is "~0" and "/" is "~1". */
    @Override
    public String toString() {
        if (isRoot()) {
            return "";
        }
        String step =
                name == null
                        ? Integer.toString(index)
                        : printable(name).replace("~", "~0").replace("/", "~1");
        return parent + "/" + step;
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
