package dev.waypost.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
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
import org.hibernate.validator.constraints.time.DurationMin;

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

    /**
     * Time between two looks at the topics and the rights on them; what two looks miss is created.
     */
    @WithDefault("10s")
    @DurationMin(seconds = 1, message = "must be 1s or longer")
    Duration topicCheckInterval();

    /** Folder with the YAML routes; without it, the routes in the artifact are used. */
    Optional<Path> routes();

    RelayConfig relay();

    Delivery delivery();

    Retry retry();

    Dedup dedup();

    Console console();

    Log log();

    Traces traces();

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
        Optional<
                        @Pattern(regexp = "https?://\\S+", message = "must be an http or https URL")
                        String>
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
