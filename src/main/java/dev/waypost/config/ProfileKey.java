package dev.waypost.config;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The settings that a relay's profile may hold, for they are the relay's and not the user's. */
public enum ProfileKey {
    RATE("waypost.relay.rate", Rate::valueOf),
    CONNECTIONS("waypost.delivery.connections", text -> whole(text, 1000)),
    MESSAGES_PER_CONNECTION("waypost.delivery.messages-per-connection", text -> whole(text, 0)),
    RECIPIENTS_PER_MAIL("waypost.delivery.recipients-per-mail", text -> whole(text, 0)),
    LARGEST_MAIL("waypost.delivery.largest-mail", ProfileKey::octets),
    IDEMPOTENCY_HEADER("waypost.relay.idempotency-header", ProfileKey::fieldName),
    IDLE_TIMEOUT("waypost.delivery.idle-timeout", ProfileKey::duration),
    REPLY_RULES("waypost.relay.reply-rules", ProfileKey::something),
    TOKEN_URL("waypost.relay.token.url", ProfileKey::secureUrl),
    TOKEN_SCOPES("waypost.relay.token.scopes", ProfileKey::scopes);

    private final String key;
    private final Consumer<String> reader;

    ProfileKey(String key, Consumer<String> reader) {
        this.key = key;
        this.reader = reader;
    }

    /**
     * The key as it is written.
     *
     * @throws IllegalArgumentException with the keys there are, where it is none
     */
    static ProfileKey of(String written) {
        return Arrays.stream(values())
                .filter(each -> each.key.equals(written))
                .findAny()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "\""
                                                + written
                                                + "\" is nothing that a profile says; expected is"
                                                + " one of "
                                                + Arrays.stream(values())
                                                        .map(ProfileKey::toString)
                                                        .collect(Collectors.joining(", "))));
    }

    /**
     * @throws IllegalArgumentException with what was expected, where the value cannot be used
     */
    void check(String value) {
        try {
            reader.accept(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static void whole(String text, int most) {
        boolean fits =
                text.matches("[1-9]\\d{0,8}") && (most == 0 || Integer.parseInt(text) <= most);
        if (!fits) {
            throw new IllegalArgumentException(
                    "\"%s\" is no number from 1%s".formatted(text, most == 0 ? "" : " to " + most));
        }
    }

    /** As Quarkus reads one: a number of seconds, {@code 250ms}, {@code 30s}, {@code 5m}. */
    private static void duration(String text) {
        if (!text.matches("0*[1-9]\\d{0,8}(ms|s|m|h)?")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no time; expected is one such as 30s or 5m");
        }
    }

    /** As Quarkus reads a memory size: {@code 25M}. */
    private static void octets(String text) {
        if (!text.matches("[1-9]\\d{0,11}[KkMmGg]?")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no size; expected is one such as 25M, or octets");
        }
    }

    private static void fieldName(String text) {
        if (!text.matches(RelayConfig.FIELD_NAME)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no name of a header field, such as X-Message-Key");
        }
    }

    private static void something(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expected is the name of a file");
        }
    }

    private static void secureUrl(String text) {
        if (!text.startsWith("https://")) {
            throw new IllegalArgumentException("expected is a URL that begins with https://");
        }
    }

    private static void scopes(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expected are scopes, with a comma between them");
        }
    }

    @Override
    public String toString() {
        return key;
    }
}
