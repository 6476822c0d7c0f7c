package dev.waypost.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What proves at AUTH who logs in. Secrets that are equal belong to one login, and connections that
 * were opened with the one carry the mail of the other. The text of none says anything. Any thread.
 */
public interface Secret {

    /** No secret, and so no login. */
    Secret NONE = password("");

    /** Our certificate in the TLS handshake; what else there is to say is the user name. */
    Secret CERTIFICATE =
            new Secret() {
                @Override
                public Kind kind() {
                    return Kind.CERTIFICATE;
                }

                @Override
                public byte[] octets() {
                    return new byte[0];
                }

                @Override
                public String toString() {
                    return "a certificate";
                }
            };

    /**
     * Which mechanisms can say it, the preferred one first. Within TLS whose names are verified, a
     * password is as safe in PLAIN as anywhere, and PLAIN is what every relay that offers it can
     * check, whatever octets the password has and however it is stored; it costs one round trip.
     * SCRAM-SHA-256 is offered by relays that cannot check it for every account, and CRAM-MD5 by
     * those that keep passwords in clear: so these two only where nothing else is.
     */
    enum Kind {
        PASSWORD("PLAIN", "LOGIN", "SCRAM-SHA-256", "CRAM-MD5"),
        /** RFC 7628 is the standard; XOAUTH2 is what Microsoft 365 knows. */
        TOKEN("OAUTHBEARER", "XOAUTH2"),
        CERTIFICATE("EXTERNAL");

        private final List<String> mechanisms;

        Kind(String... mechanisms) {
            this.mechanisms = List.of(mechanisms);
        }

        List<String> mechanisms() {
            return mechanisms;
        }
    }

    /** All that can say some secret, by their names in upper case. */
    static List<String> mechanisms() {
        return Stream.of(Kind.values()).flatMap(kind -> kind.mechanisms().stream()).toList();
    }

    /** A password in UTF-8. */
    static Secret password(String text) {
        return password(text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8));
    }

    /** A password of any octets. */
    static Secret password(byte[] octets) {
        return new Password(octets.clone());
    }

    Kind kind();

    /**
     * The octets as they are now. May block where somebody has to be asked for them.
     *
     * @throws SubmissionFailure where they cannot be had
     */
    byte[] octets() throws SubmissionFailure;

    /**
     * The relay refused these octets: whether there are others now. May block like {@link #octets}.
     *
     * @throws SubmissionFailure where others cannot be had
     */
    default boolean isRenewed(byte[] refused) throws SubmissionFailure {
        return false;
    }

    /** A password; equal where the octets are. */
    record Password(byte[] octets) implements Secret {

        @Override
        public Kind kind() {
            return Kind.PASSWORD;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Password password && Arrays.equals(octets, password.octets);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(octets);
        }

        @Override
        public String toString() {
            return "a password";
        }
    }
}
