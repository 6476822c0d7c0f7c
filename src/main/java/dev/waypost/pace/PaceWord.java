package dev.waypost.pace;

import java.util.Locale;
import java.util.Optional;

/**
 * What one pod tells the others that share a slow account: that a mail was taken, and what it knows
 * of how far apart they must be. {@code pod tooShort enough revision}, seconds; zero for what is
 * not known.
 *
 * @param pod a word of its own that each process makes at its start
 * @param tooShort the longest distance that was refused
 * @param enough the shortest that was taken
 * @param revision how often that has changed: the latest word is right
 * @param ago how long before it was told the mail was taken
 */
record PaceWord(String pod, double tooShort, double enough, int revision, double ago) {

    /** Reads what {@link #toString} wrote; empty for whatever somebody else wrote. */
    static Optional<PaceWord> parse(String text) {
        String[] words = text.strip().split(" ");
        if (words.length != 5) {
            return Optional.empty();
        }
        try {
            double tooShort = Double.parseDouble(words[1]);
            double enough = Double.parseDouble(words[2]);
            int revision = Integer.parseInt(words[3]);
            double ago = Double.parseDouble(words[4]);
            boolean sane =
                    ago >= 0 && ago < 10 && tooShort >= 0 && enough >= tooShort && enough < 1e6;
            return Optional.of(new PaceWord(words[0], tooShort, enough, revision, ago))
                    .filter(word -> sane);
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    /** A mail was taken, no more. */
    static PaceWord ofNothingKnown(String pod) {
        return new PaceWord(pod, 0, 0, 0, 0);
    }

    /** The same of a mail that was taken so many seconds ago. */
    PaceWord since(double seconds) {
        return new PaceWord(pod, tooShort, enough, revision, Math.max(0, seconds));
    }

    /** Whether the limit was found to be no slow one. */
    boolean isFast() {
        return enough > 0 && enough < Spacing.LEAST;
    }

    boolean isSlow() {
        return enough >= Spacing.LEAST;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s %.4f %.4f %d %.3f", pod, tooShort, enough, revision, ago);
    }
}
