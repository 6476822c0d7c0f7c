package dev.waypost.config;

import io.smallrye.config.common.utils.StringUtil;
import java.util.Locale;

/** What a setting is called in the environment: {@code WAYPOST_RELAY_HOST}. */
public final class VariableName {

    private VariableName() {}

    /** The variable of a setting, by its key. */
    public static String of(String key) {
        return StringUtil.replaceNonAlphanumericByUnderscores(key).toUpperCase(Locale.ROOT);
    }

    /** Both names of a setting: {@code waypost.relay.host (WAYPOST_RELAY_HOST)}. */
    public static String beside(String key) {
        return key + " (" + of(key) + ")";
    }
}
