package dev.waypost.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Leaves out of a failing schedule whatever it fails without: first halves, then single events. */
final class Shrinker {

    private final Predicate<Set<Integer>> stillFails;

    Shrinker(Predicate<Set<Integer>> stillFails) {
        this.stillFails = stillFails;
    }

    Set<Integer> shrink(Set<Integer> events) {
        Set<Integer> kept = new TreeSet<>(events);
        for (int chunk = Math.max(1, kept.size() / 2); chunk >= 1; chunk /= 2) {
            boolean again = true;
            while (again) {
                again = false;
                List<Integer> order = new ArrayList<>(kept);
                for (int from = 0; from < order.size(); from += chunk) {
                    Set<Integer> fewer = new TreeSet<>(kept);
                    order.subList(from, Math.min(order.size(), from + chunk))
                            .forEach(fewer::remove);
                    if (fewer.size() < kept.size() && stillFails.test(fewer)) {
                        kept = fewer;
                        again = true;
                    }
                }
            }
        }
        return kept;
    }
}
