package dev.waypost.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * The dialogue after AUTH: PLAIN (RFC 4616) and LOGIN, with and without an initial response.
 *
 * @param user what the client says it is; empty if it did not say
 * @param password what it says to prove it
 */
record Login(String user, String password) {

    /** Sends a challenge and returns the client's answer. */
    interface Challenges {
        String ask(String challenge) throws IOException;
    }

    /** Reads the rest of the exchange; null if the mechanism is unknown or the client gave up. */
    static Login read(String argument, Challenges wire) throws IOException {
        String[] words = argument.trim().split(" +", 2);
        String initial = words.length > 1 ? words[1] : null;
        try {
            return switch (words[0].toUpperCase(Locale.ROOT)) {
                case "PLAIN" -> plain(initial == null ? wire.ask("") : initial);
                case "LOGIN" ->
                        new Login(
                                decoded(initial == null ? wire.ask("VXNlcm5hbWU6") : initial),
                                decoded(wire.ask("UGFzc3dvcmQ6")));
                default -> null;
            };
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static Login plain(String response) {
        String[] parts = decoded(response).split("\u0000", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a PLAIN response");
        }
        return new Login(parts[1], parts[2]);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
