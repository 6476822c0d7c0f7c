package dev.waypost.relay;

import java.util.Optional;

/**
 * How many mails a connection carries, and how many connections may carry any.
 *
 * @param reply to the MAIL that is one too many
 */
record SessionLimit(int mails, int sessions, String reply) {

    static final SessionLimit NONE =
            new SessionLimit(Integer.MAX_VALUE, Integer.MAX_VALUE, "250 2.1.0 ok");

    Optional<String> refusal(int mail, int open) {
        return mail > mails || open > sessions ? Optional.of(reply) : Optional.empty();
    }
}
