package dev.waypost.pace;

import dev.waypost.config.Rate;
import java.util.Locale;

/**
 * The limit of a relay account as it is known beforehand.
 *
 * @param by where it stands: configured or profile
 */
public record KnownLimit(Rate rate, PaceSource by) {

    @Override
    public String toString() {
        return rate + " (" + by.name().toLowerCase(Locale.ROOT) + ")";
    }
}
