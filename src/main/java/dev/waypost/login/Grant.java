package dev.waypost.login;

import java.util.Map;

/** What a token is asked for with (RFC 6749 section 1.3). Safe for use by many threads. */
interface Grant {

    /**
     * The parameters of the request, as they are now.
     *
     * @throws NoToken where the secret cannot be used
     */
    Map<String, String> parameters() throws NoToken;

    /** Equal to what it was before, as long as the secret is the same. */
    Object secret();

    /** The server has given out another refresh token (RFC 6749 section 6). */
    default void replaced(String refreshToken) {}
}
