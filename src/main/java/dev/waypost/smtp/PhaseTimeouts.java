package dev.waypost.smtp;

import dev.waypost.config.WaypostConfig;
import java.time.Duration;

/**
 * How long each phase may take (RFC 5321 section 4.5.3.2), as configured.
 *
 * @param opening the longest from the first octet to being ready for MAIL, however the replies drip
 */
public record PhaseTimeouts(WaypostConfig.Timeout configured, Duration opening) {

    // Nobody waits for what follows the outcome.
    private static final Duration COURTESY = Duration.ofSeconds(5);

    /** To open: connecting and greeting, once in the clear and once within TLS. */
    public PhaseTimeouts(WaypostConfig.Timeout configured) {
        this(configured, configured.connect().plus(configured.greeting()).multipliedBy(2));
    }

    /** The longest wait for the reply that ends the phase. */
    Duration reply(Phase phase) {
        return switch (phase) {
            case LOCAL, RESOLVE, CONNECT, TLS -> configured.connect();
            case GREETING, EHLO, STARTTLS, AUTH -> configured.greeting();
            case MAIL, RCPT -> configured.command();
            case DATA -> configured.data();
            case BODY -> configured.block();
            case END_OF_DATA -> configured.endOfData();
            case QUIT -> COURTESY;
        };
    }

    /** The longest that one write may take. */
    Duration write(Phase phase) {
        return phase == Phase.END_OF_DATA ? configured.block() : reply(phase);
    }
}
