package dev.waypost.intake.field;

import java.util.Collection;
import java.util.Locale;

/** Finds the known name that a mistyped one was probably meant to be. */
public final class NearestName {

    private static final int LONGEST = 64;

    private NearestName() {}

    /** The nearest known name, or null where none is near. */
    public static String to(String typed, Collection<String> known) {
        if (typed.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        // A third of the letters may differ: more is another word.
        int least = Math.max(1, typed.length() / 3) + 1;
        for (String name : known) {
            int distance = distance(plain(typed), plain(name));
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /** What to write instead: the nearest of the known ones, or any of them. */
    public static String advice(String typed, Collection<String> known) {
        String near = to(typed, known);
        return near == null
                ? "use one of " + String.join(", ", known)
                : "did you mean " + near + "?";
    }

    /** {@code replyTo}, {@code reply-to} and {@code reply_to} are one. */
    private static String plain(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
