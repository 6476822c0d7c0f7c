package dev.waypost.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The SMTP server that takes the mail: {@code waypost.relay}. */
public interface RelayConfig {

    /** Host name, as its certificate says it. */
    String host();

    /** A header field's name, with a letter first; it becomes a line of the mail. */
    String FIELD_NAME = "[A-Za-z][A-Za-z0-9-]{0,75}";

    /**
     * Header field by which the relay knows a mail again, so that one in doubt is not delivered
     * twice; its value is the same in each attempt at the same recipients.
     */
    Optional<String> idempotencyHeader();

    /** User name of the login, with OAuth 2 the mailbox; without it no login is tried. */
    Optional<String> username();

    /** Password or API key of the login. */
    Optional<String> password();

    /** File with the password instead, any octets, read again when it changes: a mounted secret. */
    Optional<Path> passwordFile();

    /** OAuth 2 instead of a password. */
    Token token();

    /**
     * File with the certificate that we show to the relay, and those that lead to its CA: PEM, or
     * PKCS #12, which has the key, too.
     */
    Optional<Path> clientCertificate();

    /** File with its private key, PEM (PKCS #8) or PKCS #12: RSA, EC or Ed25519. */
    Optional<Path> clientKey();

    /** File with the password of these two, where they are encrypted. */
    Optional<Path> clientKeyPasswordFile();

    /** Which file of {@code routes/relays/} holds the ports and their order. */
    @WithDefault("standard")
    String profile();

    /** PEM file with the certificates of a private CA, trusted instead of the public ones. */
    Optional<Path> trustCertificates();

    /** Port with STARTTLS that is tried first (RFC 6409). */
    @WithDefault("587")
    int submissionPort();

    /** Port with STARTTLS that is tried where the first is blocked; customary, not registered. */
    @WithDefault("2525")
    int alternatePort();

    /** Port with TLS from the first byte (RFC 8314 section 3.3). */
    @WithDefault("465")
    int implicitTlsPort();

    /**
     * Mails that the relay allows this account, per second, minute, hour or day: {@code 14/s},
     * {@code 30/m}, {@code 500/h}, {@code 2000/d}; default: its profile's, else found from its
     * throttle replies.
     */
    Optional<@WithConverter(Rate.Reader.class) Rate> rate();

    /** File with reply rules of this relay, asked before the ones that Waypost brings. */
    Optional<Path> replyRules();

    /** Pauses before a halted relay is probed again; the last one repeats. */
    @WithDefault("1m,5m,15m")
    List<Duration> haltBackoff();

    /** Name given in EHLO; default: the machine's host name. */
    Optional<String> heloName();

    /**
     * Extensions that the relay offers but does badly, taken as not offered: {@code PIPELINING},
     * {@code SMTPUTF8}. STARTTLS and AUTH cannot be among them.
     */
    Optional<List<String>> discardEhloKeywords();

    /**
     * Where access tokens come from (RFC 6749), and what for. Of client secret, refresh token and
     * key the one that is set says how they are asked for.
     */
    interface Token {

        /** Token endpoint of the authorization server, {@code https} alone. */
        Optional<String> url();

        /** What the token is to be good for. */
        Optional<List<String>> scopes();

        /** The application's id at the authorization server. */
        Optional<String> clientId();

        /** The application's secret: client credentials, as for Microsoft 365. */
        Optional<String> clientSecret();

        /** File with the client secret instead, read again when it changes. */
        Optional<Path> clientSecretFile();

        /** Refresh token of a person who has consented once, for the client id. */
        Optional<String> refreshToken();

        /** File with the refresh token instead, read again when it changes. */
        Optional<Path> refreshTokenFile();

        /**
         * File with a service account's key, read again when it changes: Google's JSON, or RSA in
         * PEM or PKCS #12 for the client id; it signs for the user name (RFC 7523).
         */
        Optional<Path> keyFile();

        /** File with the key's password, where it is encrypted; Google's is {@code notasecret}. */
        Optional<Path> keyPasswordFile();

        /** PEM file with the token server's private CA, trusted instead of the public ones. */
        Optional<Path> trustCertificates();
    }
}
