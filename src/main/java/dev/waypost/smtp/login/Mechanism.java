package dev.waypost.smtp.login;

import dev.waypost.smtp.RelayTarget;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The client's side of a SASL mechanism (RFC 4422), for one login. One thread. */
public interface Mechanism {

    /** A relay that has not proven what it must, or talks rubbish within the mechanism. */
    final class Broken extends Exception {
        Broken(String why) {
            super(why);
        }
    }

    /** What is said along with AUTH; empty where the relay speaks first. */
    Optional<byte[]> initial();

    /** The answer to a challenge; empty where the mechanism has none. */
    Optional<byte[]> answer(byte[] challenge) throws Broken;

    /**
     * The relay took the login.
     *
     * @throws Broken where it has yet to prove something itself
     */
    default void accepted() throws Broken {}

    /** Whether this mechanism can say these octets. */
    static boolean canSay(String name, byte[] secret) {
        return switch (name) {
            // RFC 4616 section 2: NUL separates.
            case "PLAIN" -> indexOf(secret, (byte) 0) < 0;
            case Scram.NAME -> Scram.text(secret).isPresent();
            default -> true;
        };
    }

    /**
     * @param name in upper case
     * @throws IllegalArgumentException for one that is not known
     */
    static Mechanism of(String name, RelayTarget target, byte[] secret) {
        byte[] user = target.username().getBytes(StandardCharsets.UTF_8);
        return switch (name) {
            case "PLAIN" -> once(joined(new byte[1], user, new byte[1], secret));
            case "LOGIN" -> new Turns(user, secret);
            case "EXTERNAL" -> once(user);
            case "OAUTHBEARER" -> Bearer.standard(target, secret);
            case "XOAUTH2" -> Bearer.xoauth2(target, secret);
            case "CRAM-MD5" -> new CramMd5(user, secret);
            case Scram.NAME -> new Scram(target.username(), secret);
            default -> throw new IllegalArgumentException("no such mechanism: " + name);
        };
    }

    /** One response and no more. */
    private static Mechanism once(byte[] response) {
        return new Mechanism() {
            @Override
            public Optional<byte[]> initial() {
                return Optional.of(response);
            }

            @Override
            public Optional<byte[]> answer(byte[] challenge) {
                return Optional.empty();
            }
        };
    }

    /** LOGIN: user name and password, each when it is asked for, whatever the words. */
    final class Turns implements Mechanism {
        private final byte[][] turns;
        private int next;

        Turns(byte[]... turns) {
            this.turns = turns;
        }

        @Override
        public Optional<byte[]> initial() {
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> answer(byte[] challenge) {
            return next < turns.length ? Optional.of(turns[next++]) : Optional.empty();
        }
    }

    static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static int indexOf(byte[] octets, byte octet) {
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == octet) {
                return i;
            }
        }
        return -1;
    }
}
