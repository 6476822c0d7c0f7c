package dev.waypost.ops.control;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Levels of log categories that are other than configured, for a while. Any thread. */
@Singleton
public class LogLevels {

    /** The names that the configuration has for them. */
    public static final Set<String> NAMES = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    private static final org.jboss.logging.Logger LOG =
            org.jboss.logging.Logger.getLogger(LogLevels.class);

    /**
     * @param before the level that it had; null where it goes by its parent's
     */
    private record Change(Logger logger, Level before, Instant until) {}

    private final Clock clock;
    private final Map<String, Change> changes = new HashMap<>();

    @Inject
    LogLevels(Clock clock) {
        this.clock = clock;
    }

    /**
     * Logs this category so until then.
     *
     * @throws IllegalArgumentException for a level that there is not
     */
    synchronized void set(String category, String level, Instant until) {
        String name = level.toUpperCase(Locale.ROOT);
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "'%s' is no level; expected are trace, debug, info, warn, error"
                            .formatted(level));
        }
        Change change = changes.get(category);
        // Kept, or its level would be collected with it.
        Logger logger = change == null ? Logger.getLogger(category) : change.logger();
        Level before = change == null ? logger.getLevel() : change.before();
        changes.put(category, new Change(logger, before, until));
        logger.setLevel(org.jboss.logmanager.Level.parse(name));
    }

    /** What has come to its end is again as it was. */
    synchronized void look() {
        Instant now = clock.instant();
        List<String> over =
                changes.entrySet().stream()
                        .filter(each -> !now.isBefore(each.getValue().until()))
                        .map(Map.Entry::getKey)
                        .toList();
        for (String category : over) {
            Change change = changes.remove(category);
            change.logger().setLevel(change.before());
            LOG.infof("the log level of %s is as configured again", category);
        }
    }
}
