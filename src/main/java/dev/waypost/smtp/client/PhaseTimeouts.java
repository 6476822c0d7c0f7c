package dev.waypost.smtp.client;

import dev.waypost.smtp.Phase;
import java.time.Duration;

/**
 * How long each phase may take (RFC 5321 section 4.5.3.2).
 *
 * @param connect also the handshake
 * @param greeting also EHLO, STARTTLS and AUTH
 * @param command MAIL and RCPT
 * @param data DATA until its 354
 * @param block one write of the message
 * @param endOfData the final dot until its reply
 * @param opening the longest from the first octet to being ready for MAIL, however the replies drip
 */
public record PhaseTimeouts(
        Duration connect,
        Duration greeting,
        Duration command,
        Duration data,
        Duration block,
        Duration endOfData,
        Duration opening) {

    /** Nobody waits for what follows the outcome. */
    private static final Duration QUIT_TIMEOUT = Duration.ofSeconds(5);

    /** To open: connecting and greeting, once in the clear and once within TLS. */
    public PhaseTimeouts(
            Duration connect,
            Duration greeting,
            Duration command,
            Duration data,
            Duration block,
            Duration endOfData) {
        this(
                connect,
                greeting,
                command,
                data,
                block,
                endOfData,
                connect.plus(greeting).multipliedBy(2));
    }

    /** The same, but connecting takes no longer than this, and nothing longer than that. */
    public PhaseTimeouts atMost(Duration toConnect, Duration longest) {
        return new PhaseTimeouts(
                least(least(connect, longest), toConnect),
                least(greeting, longest),
                least(command, longest),
                least(data, longest),
                least(block, longest),
                least(endOfData, longest),
                longest);
    }

    /** The longest wait for the reply that ends the phase. */
    Duration reply(Phase phase) {
        return switch (phase) {
            case LOCAL, RESOLVE, CONNECT, TLS -> connect;
            case GREETING, EHLO, STARTTLS, AUTH -> greeting;
            case MAIL, RCPT -> command;
            case DATA -> data;
            case BODY -> block;
            case END_OF_DATA -> endOfData;
            case QUIT -> QUIT_TIMEOUT;
        };
    }

    /** The longest that one write may take. */
    Duration write(Phase phase) {
        return phase == Phase.END_OF_DATA ? block : reply(phase);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
