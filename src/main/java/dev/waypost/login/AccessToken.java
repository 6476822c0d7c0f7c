package dev.waypost.login;

import java.time.Duration;

/**
 * An access token as it was given out (RFC 6749 section 5.1). Its text says nothing of it.
 *
 * @param value what is said to the relay
 * @param lifetime from the moment it was asked for; more than nothing
 */
record AccessToken(String value, Duration lifetime) {

    @Override
    public String toString() {
        return "a token for " + lifetime.toSeconds() + " s";
    }
}
