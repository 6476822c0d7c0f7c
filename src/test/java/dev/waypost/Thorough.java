package dev.waypost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a long test the circuit plays: a quarter of the random cases, and absences of
 * seconds. {@code ./mvnw -Pnightly verify} plays all of it.
 */
public final class Thorough {

    private static final boolean ALL = Boolean.getBoolean("test.thorough");

    private Thorough() {}

    /** Whether all is played. */
    public static boolean isOn() {
        return ALL;
    }

    /** So many of the cases are played. */
    public static int cases(int all) {
        return ALL ? all : all / 4;
    }

    /** These cases are played, the others at night alone. */
    public static <T> List<T> from(List<T> always, List<T> nightly) {
        List<T> cases = new ArrayList<>(always);
        if (ALL) {
            cases.addAll(nightly);
        }
        return cases;
    }

    /** So long it lasts. */
    public static Duration lasting(Duration nightly, Duration circuit) {
        return ALL ? nightly : circuit;
    }
}
