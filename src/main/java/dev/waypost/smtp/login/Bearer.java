package dev.waypost.smtp.login;

import dev.waypost.smtp.RelayTarget;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A bearer token (RFC 6750) in OAUTHBEARER (RFC 7628) or XOAUTH2. A relay that refuses it says why
 * in a challenge, and gives its reply once that is answered.
 */
final class Bearer implements Mechanism {

    private final byte[] response;
    private final byte[] understood;
    private boolean answered;

    private Bearer(String before, byte[] token, byte[] understood) {
        response = Mechanism.joined(octets(before + "auth=Bearer "), token, octets("\1\1"));
        this.understood = understood;
    }

    /** RFC 7628 section 3.1. */
    static Bearer standard(RelayTarget target, byte[] token) {
        String user = target.username().replace("=", "=3D").replace(",", "=2C");
        return new Bearer(
                "n,a=%s,\1host=%s\1port=%d\1".formatted(user, target.host(), target.port()),
                token,
                octets("\1"));
    }

    static Bearer xoauth2(RelayTarget target, byte[] token) {
        return new Bearer("user=" + target.username() + "\1", token, new byte[0]);
    }

    @Override
    public Optional<byte[]> initial() {
        return Optional.of(response);
    }

    @Override
    public Optional<byte[]> answer(byte[] challenge) {
        if (answered) {
            return Optional.empty();
        }
        answered = true;
        return Optional.of(understood);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
