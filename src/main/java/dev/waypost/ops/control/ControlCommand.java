package dev.waypost.ops.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One word of an operator to all pods.
 *
 * @param id what answers name
 * @param by who says it; the command line's claim, or who has logged in to the console
 * @param at when it was said
 * @param until when it ends by itself; null for what is done at once
 * @param details the rest, by name
 */
public record ControlCommand(
        String id,
        Action action,
        String by,
        Instant at,
        Instant until,
        Map<String, String> details) {

    /** Why it is wanted. */
    public static final String REASON = "reason";

    /** A port's name, {@code 587}. */
    public static final String PORT = "port";

    /** A mail's id. */
    public static final String MAIL = "mail";

    /** An address. */
    public static final String RECIPIENT = "recipient";

    /** {@code true} where a trace shows addresses in full. */
    public static final String ADDRESSES = "addresses";

    /** A category of the log. */
    public static final String CATEGORY = "category";

    /** A level of the log. */
    public static final String LEVEL = "level";

    /** No word holds longer: a pause that is forgotten must not last for ever. */
    public static final Duration LONGEST = Duration.ofDays(7);

    private static final int MOST_CHARACTERS = 300;

    /**
     * @throws IllegalArgumentException for what no pod could obey
     */
    public ControlCommand {
        if (action.isLasting() != (until != null)) {
            throw new IllegalArgumentException(
                    action.word()
                            + (action.isLasting()
                                    ? " wants a duration, such as 30m"
                                    : " takes no duration"));
        }
        if (until != null && (!until.isAfter(at) || until.isAfter(at.plus(LONGEST)))) {
            throw new IllegalArgumentException(
                    "a duration is longer than nothing, and %d days at most"
                            .formatted(LONGEST.toDays()));
        }
        by = oneLine("by", by);
        Map<String, String> said = new TreeMap<>();
        details.forEach(
                (name, value) -> {
                    if (value != null && !value.isBlank()) {
                        said.put(name, oneLine(name, value));
                    }
                });
        details = Map.copyOf(said);
        require(action, said.keySet());
        if (action == Action.TRACE) {
            requireOneOf(said.keySet());
        }
    }

    /** A new one, that holds for so long; null for what is done at once. */
    public static ControlCommand of(
            Action action, String by, Instant now, Duration lasts, Map<String, String> details) {
        return new ControlCommand(
                UUID.randomUUID().toString(),
                action,
                by,
                now,
                lasts == null ? null : now.plus(lasts),
                details);
    }

    private static void require(Action action, Set<String> said) {
        List<String> required =
                switch (action) {
                    case PAUSE, RESUME -> List.of(REASON);
                    case LOG_LEVEL -> List.of(CATEGORY, LEVEL);
                    default -> List.of();
                };
        required.stream()
                .filter(name -> !said.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new IllegalArgumentException(
                                    "%s wants a %s".formatted(action.word(), name));
                        });
    }

    private static void requireOneOf(Set<String> said) {
        if (Stream.of(MAIL, RECIPIENT, PORT).filter(said::contains).count() != 1) {
            throw new IllegalArgumentException("a trace is of one mail, one recipient or one port");
        }
    }

    /** A log line takes no second one, and no screenful. */
    private static String oneLine(String name, String text) {
        String line = text.strip();
        boolean broken = line.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u2028');
        if (line.isEmpty() || line.length() > MOST_CHARACTERS || broken) {
            throw new IllegalArgumentException(
                    "%s is one line of 1 to %d characters".formatted(name, MOST_CHARACTERS));
        }
        return line;
    }

    /** What it says under this name. */
    public Optional<String> said(String name) {
        return Optional.ofNullable(details.get(name));
    }

    /** Whether it still holds, or was said to be done at once. */
    boolean holdsAt(Instant now) {
        return until == null || now.isBefore(until);
    }
}
