package dev.waypost.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who may log in, what proves it, and the mechanisms that are offered for it.
 *
 * @param tokens which bearer tokens are good; none for a password
 */
record Account(String user, byte[] password, Predicate<String> tokens, List<String> mechanisms) {

    static Account withPassword(String user, String password) {
        return withPassword(user, password.getBytes(StandardCharsets.UTF_8));
    }

    static Account withPassword(String user, byte[] password) {
        return new Account(user, password, token -> false, List.of("PLAIN", "LOGIN"));
    }

    static Account withTokens(String user, Predicate<String> tokens) {
        return new Account(user, new byte[0], tokens, List.of("XOAUTH2", "OAUTHBEARER"));
    }

    Account offering(String... names) {
        return new Account(user, password, tokens, List.of(names));
    }
}
