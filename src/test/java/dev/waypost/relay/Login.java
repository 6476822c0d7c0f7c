package dev.waypost.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * What came of AUTH: PLAIN (RFC 4616), LOGIN, CRAM-MD5 (RFC 2195), SCRAM-SHA-256 (RFC 7677),
 * OAUTHBEARER (RFC 7628), XOAUTH2 and EXTERNAL, with and without an initial response.
 *
 * @param user who the client says it is; empty if it did not say
 * @param good whether it has proven it
 */
record Login(String user, boolean good) {

    /** Sends a challenge and returns the client's answer; both in base64. */
    interface Challenges {
        String ask(String challenge) throws IOException;

        default byte[] exchange(String challenge) throws IOException {
            return decoded(
                    ask(
                            Base64.getEncoder()
                                    .encodeToString(challenge.getBytes(StandardCharsets.UTF_8))));
        }
    }

    /**
     * Reads the rest of the exchange; null if the mechanism is unknown or the client gave up.
     *
     * @param account null where nobody may log in
     * @param certified whether the client has shown a certificate
     */
    static Login read(String argument, Challenges wire, Account account, boolean certified)
            throws IOException {
        String[] words = argument.trim().split(" +", 2);
        String initial = words.length > 1 ? words[1] : null;
        try {
            return switch (words[0].toUpperCase(Locale.ROOT)) {
                case "PLAIN" -> plain(initial == null ? wire.ask("") : initial, account);
                case "LOGIN" ->
                        byPassword(
                                decoded(initial == null ? wire.ask("VXNlcm5hbWU6") : initial),
                                decoded(wire.ask("UGFzc3dvcmQ6")),
                                account);
                case "CRAM-MD5" -> Digests.cramMd5(wire, account);
                case "SCRAM-SHA-256" -> Digests.scram(decoded(initial), wire, account);
                case "XOAUTH2" -> bearer(text(decoded(initial)), "user=", wire, account);
                case "OAUTHBEARER" -> bearer(text(decoded(initial)), "n,a=", wire, account);
                case "EXTERNAL" -> new Login(text(decoded(initial)), certified);
                default -> null;
            };
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static Login plain(String response, Account account) {
        byte[] octets = decoded(response);
        int first = indexOf(octets, 0);
        int second = indexOf(octets, first + 1);
        return byPassword(
                Arrays.copyOfRange(octets, first + 1, second),
                Arrays.copyOfRange(octets, second + 1, octets.length),
                account);
    }

    private static int indexOf(byte[] octets, int from) {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("not a PLAIN response");
    }

    private static Login byPassword(byte[] user, byte[] password, Account account) {
        String name = text(user);
        return new Login(
                name,
                account != null
                        && name.equals(account.user())
                        && Arrays.equals(password, account.password()));
    }

    private static Login bearer(String response, String before, Challenges wire, Account account)
            throws IOException {
        String[] parts = response.split("\1", -1);
        String user = parts[0].substring(before.length()).replaceFirst(",$", "");
        String token = "";
        for (String part : parts) {
            token = part.startsWith("auth=Bearer ") ? part.substring(12) : token;
        }
        boolean good =
                account != null
                        && parts[0].startsWith(before)
                        && response.endsWith("\1\1")
                        && user.equals(account.user())
                        && account.tokens().test(token);
        if (!good && account != null) {
            // RFC 7628 section 3.2.2: why, in a challenge that has to be answered.
            wire.exchange("{\"status\":\"invalid_token\",\"scope\":\"mail\"}");
        }
        return new Login(user, good);
    }

    static byte[] decoded(String base64) {
        return base64.equals("=") ? new byte[0] : Base64.getDecoder().decode(base64);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
