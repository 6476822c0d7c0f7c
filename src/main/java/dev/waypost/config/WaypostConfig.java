package dev.waypost.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every setting of Waypost, typed and validated at start. By environment: {@code
 * waypost.relay.host} is {@code WAYPOST_RELAY_HOST}. Kafka's own settings keep their own names
 * ({@code kafka.bootstrap.servers} and the rest). The README's table is checked against this type.
 */
@ConfigMapping(prefix = "waypost")
public interface WaypostConfig {

    /**
     * Topic of mail events, and the prefix of the retry, dead-letter, status and control topics.
     */
    @WithDefault("outbound-mail")
    @NotBlank
    String topic();

    /** Consumer group; the retry topics are read by {@code <group>.retry}. */
    @WithDefault("waypost")
    @NotBlank
    String group();

    /**
     * Lanes beside the normal one, each with topics of its own: {@code high}, {@code bulk}; without
     * any, an event's {@code priority} says nothing.
     */
    Optional<
                    List<
                            @Pattern(
                                    regexp = "\\s*(high|normal|bulk)\\s*",
                                    message =
                                            "is no lane; expected are high, bulk or both, such as"
                                                    + " high,bulk")
                            String>>
            lanes();

    /** Folder with the YAML routes; without it, the routes in the artifact are used. */
    Optional<Path> routes();

    Relay relay();

    Delivery delivery();

    Retry retry();

    Dedup dedup();

    Console console();

    Log log();

    Traces traces();

    /** The SMTP server that takes the mail. */
    interface Relay {

        /** RFC 1123 section 2.1; what no certificate names could never be verified. */
        String HOST_NAME = "(?!-)[A-Za-z0-9-]+(?<!-)(\\.(?!-)[A-Za-z0-9-]+(?<!-))*";

        /** Host name, as its certificate says it. */
        @Pattern(
                regexp = HOST_NAME,
                message =
                        "must be a host name alone, such as smtp.example.org: letters, digits and"
                                + " inner hyphens with dots between; no scheme, port, space,"
                                + " underscore, dot at the end or IPv6 address, and other letters"
                                + " in their xn-- form")
        String host();

        /** A header field's name, with a letter first; it becomes a line of the mail. */
        String FIELD_NAME = "[A-Za-z][A-Za-z0-9-]{0,75}";

        /**
         * Header field by which the relay knows a mail again, so that one in doubt is not delivered
         * twice; its value is the same in each attempt at the same recipients.
         */
        Optional<
                        @Pattern(
                                regexp = FIELD_NAME,
                                message =
                                        "must be the name of a header field: letters, digits and"
                                                + " hyphens, such as X-Message-Key")
                        String>
                idempotencyHeader();

        /** User name of the login, with OAuth 2 the mailbox; without it no login is tried. */
        Optional<String> username();

        /** Password or API key of the login. */
        Optional<String> password();

        /**
         * File with the password instead, any octets, read again when it changes: a mounted secret.
         */
        Optional<Path> passwordFile();

        /** OAuth 2 instead of a password. */
        Token token();

        /**
         * PEM file with the certificate that we show to the relay, and those that lead to its CA.
         */
        Optional<Path> clientCertificate();

        /** PEM file with its private key, PKCS #8 without a passphrase: RSA, EC or Ed25519. */
        Optional<Path> clientKey();

        /** Which file of {@code routes/relays/} holds the ports and their order. */
        @WithDefault("standard")
        @NotBlank
        String profile();

        /** PEM file with the certificates of a private CA, trusted instead of the public ones. */
        Optional<Path> trustCertificates();

        /** Port with STARTTLS that is tried first (RFC 6409). */
        @WithDefault("587")
        @Min(1)
        @Max(65535)
        int submissionPort();

        /**
         * Port with STARTTLS that is tried where the first is blocked; customary, not registered.
         */
        @WithDefault("2525")
        @Min(1)
        @Max(65535)
        int alternatePort();

        /** Port with TLS from the first byte (RFC 8314 section 3.3). */
        @WithDefault("465")
        @Min(1)
        @Max(65535)
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
         * Extensions that the relay offers but does badly, taken as not offered: {@code
         * PIPELINING}, {@code SMTPUTF8}. STARTTLS and AUTH cannot be among them.
         */
        Optional<
                        List<
                                @Pattern(
                                        regexp = "(?i)(?!(STARTTLS|AUTH)$)[A-Z0-9][A-Z0-9-]*",
                                        message =
                                                "is no EHLO keyword that mail can do without;"
                                                        + " expected are names such as PIPELINING,"
                                                        + " never STARTTLS or AUTH")
                                String>>
                discardEhloKeywords();
    }

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
         * PEM for the client id; it signs for the user name (RFC 7523).
         */
        Optional<Path> keyFile();

        /** PEM file with the token server's private CA, trusted instead of the public ones. */
        Optional<Path> trustCertificates();
    }

    /** How mails are carried. */
    interface Delivery {
        /** Mails in flight at once in a pod, whatever the number of partitions. */
        @WithDefault("64")
        @Min(1)
        @Max(10000)
        int concurrency();

        /**
         * Bytes of records in flight at once in a pod, a single larger one is still carried;
         * default: a sixteenth of the heap.
         */
        Optional<MemorySize> bytesInFlight();

        /** Connections to the relay at once, for each port. */
        @WithDefault("16")
        @Min(1)
        @Max(1000)
        int connections();

        /**
         * Mails worked on at once, of those in flight; default: twice the connections, so that a
         * port that falls silent leaves enough for the next, and no more than {@code concurrency}.
         */
        Optional<@Min(1) @Max(10000) Integer> workers();

        /**
         * Part of the turns, places and connections that each lane gets at least while mails of it
         * wait, 0 to 0.3.
         */
        @WithDefault("0.1")
        @DecimalMin("0.01")
        @DecimalMax("0.3")
        double leastShare();

        /** Messages after which a connection is closed and another opened. */
        @WithDefault("1000")
        @Min(1)
        int messagesPerConnection();

        /**
         * Recipients in one mail to the relay; what has more goes in several. Default: no limit.
         */
        Optional<@Min(1) Integer> recipientsPerMail();

        /**
         * Octets of the largest mail that the relay takes, such as {@code 25M}: a larger one is
         * dead-lettered without asking. Default: what the relay says to EHLO (RFC 1870).
         */
        Optional<MemorySize> largestMail();

        /** How long an unused connection stays open. */
        @WithDefault("30s")
        Duration idleTimeout();

        /** In doubt (no reply to the final dot): retry-later, hold or assume-accepted. */
        @WithDefault("retry-later")
        InDoubt uncertain();

        /**
         * A record that cannot be read (checksum, compression): its partition waits, or skip it
         * with a dead letter that names the place.
         */
        @WithDefault("wait")
        @Pattern(regexp = "wait|skip")
        String unreadable();

        /**
         * Latest mails, accepted ones too, looked at for a mass refusal, which halts instead of
         * filling dead letters; ten of them are enough.
         */
        @WithDefault("50")
        @Min(10)
        int refusalWindow();

        /**
         * Share of them, and of the latest ten, that must be refused for the same reason, 0 to 1.
         */
        @WithDefault("0.8")
        @DecimalMin("0.1")
        @DecimalMax("1.0")
        double refusalShare();

        /** How long SIGTERM waits for mails in flight before it gives up on them, uncommitted. */
        @WithDefault("25s")
        Duration drainTimeout();

        /** Age of the oldest mail in flight from which the pod counts as stalled. */
        @WithDefault("30m")
        Duration stalledAfter();

        /**
         * Silence of a port at the start from which the next one is tried beside it (RFC 8305
         * section 8).
         */
        @WithDefault("300ms")
        Duration headStart();

        /** First cool-down of a port that failed; doubles up to the longest. */
        @WithDefault("15s")
        Duration coolDown();

        /** Longest cool-down of a port. */
        @WithDefault("5m")
        Duration longestCoolDown();

        /**
         * Phase timeouts; defaults are the minimums of RFC 5321 section 4.5.3.2 but for connect.
         */
        Timeout timeout();
    }

    /** How long each phase of the dialogue may take. */
    interface Timeout {
        /** TCP connection and TLS handshake, each. */
        @WithDefault("10s")
        Duration connect();

        /**
         * The greeting, and each reply before the first mail (EHLO, STARTTLS, AUTH); a port that
         * stays silent is as good as shut, so shorter than the RFC's 5 min.
         */
        @WithDefault("30s")
        Duration greeting();

        /** MAIL and RCPT (RFC: 5 min). */
        @WithDefault("5m")
        Duration command();

        /** The reply to DATA (RFC: 2 min). */
        @WithDefault("2m")
        Duration data();

        /** One block of the message while it is written (RFC: 3 min). */
        @WithDefault("3m")
        Duration block();

        /** The reply to the final dot (RFC: 10 min). */
        @WithDefault("10m")
        Duration endOfData();
    }

    /** When a mail that was put off is tried again, and when it is given up. */
    interface Retry {
        /** Delays between passes: {@code delay} or {@code delay*times}, comma-separated. */
        @WithDefault("1m,5m*2,15m,1h*4,4h*10")
        @NotBlank
        String schedule();

        /** Age at which a mail is given up, counted from its first attempt. */
        @WithDefault("2d")
        Duration maxAge();
    }

    /** What the log looks like; its levels are Quarkus' own settings. */
    interface Log {
        /** One JSON object a line, with the fields of a mail's line under {@code mdc}. */
        @WithDefault("false")
        boolean json();
    }

    /** Where spans of passes, attempts and phases go. */
    interface Traces {
        /** An OpenTelemetry collector's OTLP over HTTP; without it no span is made. */
        Optional<@Pattern(regexp = "https?://\\S+", message = "an http or https URL") String>
                endpoint();

        /** Share of the traces that begin here; one that a producer began is its to decide. */
        @WithDefault("1")
        @DecimalMin("0")
        @DecimalMax("1")
        double share();
    }

    /** Who may look at the console, and act. */
    interface Console {
        /**
         * File with who may log in to the console, as {@code htpasswd -B} writes it, read again
         * when it changes.
         */
        Optional<Path> passwordFile();

        /** Of these, who has the role {@code operator}: may act, and sees addresses. */
        Optional<List<String>> operators();

        /** Only {@code off} on a machine of one's own: whoever reaches it may do everything. */
        @WithDefault("on")
        @Pattern(regexp = "on|off", message = "is on or off")
        String security();

        /** The demo's own address, which the console shows beside the rest. */
        Optional<String> demo();
    }

    /** How a mail that was accepted before is recognised. */
    interface Dedup {
        /** Accepted recipients remembered at least; 64 bytes of memory each. */
        @WithDefault("100000")
        @Min(1000)
        @Max(10000000)
        int window();
    }
}
