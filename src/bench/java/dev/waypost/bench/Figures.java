package dev.waypost.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The same figure from several rounds: its median, and its span. */
record Figures(List<Double> sorted) {

    static Figures of(DoubleStream values) {
        return new Figures(values.sorted().boxed().toList());
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    double median() {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double highest() {
        return sorted.get(sorted.size() - 1);
    }

    /** The median alone, with so many decimals; a dash where there is none. */
    String text(int decimals) {
        return isEmpty() ? "-" : number(median(), decimals);
    }

    /** The median and, of several rounds, the span. */
    String spanned(int decimals) {
        if (sorted.size() < 2) {
            return text(decimals);
        }
        return "%s (%s to %s)"
                .formatted(
                        text(decimals),
                        number(sorted.get(0), decimals),
                        number(highest(), decimals));
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
