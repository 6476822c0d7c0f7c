package dev.waypost.smtp.login;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.exception.ScramServerErrorException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * SCRAM-SHA-256 (RFC 5802, RFC 7677), in which the relay proves that it knows the password too.
 * Without channel binding: TLS 1.3 has tls-exporter for it (RFC 9266), which Java does not give
 * out.
 */
final class Scram implements Mechanism {

    static final String NAME = "SCRAM-SHA-256";

    private enum State {
        BEGUN,
        PROVING,
        PROVEN
    }

    private final ScramClient client;
    private State state = State.BEGUN;

    Scram(String user, byte[] password) {
        client =
                ScramClient.builder()
                        .advertisedMechanisms(List.of(NAME))
                        .username(user)
                        .password(text(password).orElseThrow().toCharArray())
                        // SASLprep (RFC 4013), and as it is where that forbids it.
                        .stringPreparation(StringPreparation.POSTGRESQL_PREPARATION)
                        .build();
    }

    /** RFC 5802 section 2.2 wants UTF-8; empty where it is none. */
    static Optional<String> text(byte[] password) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(password))
                            .toString();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> initial() {
        return Optional.of(octets(client.clientFirstMessage()));
    }

    @Override
    public Optional<byte[]> answer(byte[] challenge) throws Broken {
        String message = new String(challenge, StandardCharsets.UTF_8);
        try {
            switch (state) {
                case BEGUN -> {
                    client.serverFirstMessage(message);
                    state = State.PROVING;
                    return Optional.of(octets(client.clientFinalMessage()));
                }
                case PROVING -> {
                    client.serverFinalMessage(message);
                    state = State.PROVEN;
                    return Optional.of(new byte[0]);
                }
                default -> {
                    return Optional.empty();
                }
            }
        } catch (ScramServerErrorException refused) {
            return Optional.of(new byte[0]); // Its reply says so, too.
        } catch (ScramException | IllegalArgumentException e) {
            throw new Broken("the relay does not prove that it knows the password: " + NAME);
        }
    }

    @Override
    public void accepted() throws Broken {
        if (state != State.PROVEN) {
            throw new Broken("the relay did not prove that it knows the password: " + NAME);
        }
    }

    private static byte[] octets(Object message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }
}
