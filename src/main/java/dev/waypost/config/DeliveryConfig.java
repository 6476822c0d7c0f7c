package dev.waypost.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The settings {@code waypost.delivery.*}: how mails are carried. */
public interface DeliveryConfig {

    /** Mails in flight at once in a pod, whatever the number of partitions. */
    @WithDefault("64")
    int concurrency();

    /**
     * Bytes of records in flight at once in a pod, a single larger one is still carried; default: a
     * sixteenth of the heap.
     */
    Optional<MemorySize> bytesInFlight();

    /** Connections to the relay at once, for each port. */
    @WithDefault("16")
    int connections();

    /**
     * Mails worked on at once, of those in flight; default: twice the connections, so that a port
     * that falls silent leaves enough for the next, and no more than {@code concurrency}.
     */
    Optional<Integer> workers();

    /**
     * Part of the turns, places and connections that each lane gets at least while mails of it
     * wait, 0.01 to 0.3.
     */
    @WithDefault("0.1")
    double leastShare();

    /** Messages after which a connection is closed and another opened. */
    // A handshake costs as much as tens of mails. A relay that takes fewer says so, as Exim does
    // after its smtp_accept_max_per_connection, 1000 by default: that is believed for an hour.
    @WithDefault("10000")
    int messagesPerConnection();

    /** Recipients in one mail to the relay; what has more goes in several. Default: no limit. */
    Optional<Integer> recipientsPerMail();

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
     * A record that cannot be read (checksum, compression): its partition waits, or skip it with a
     * dead letter that names the place.
     */
    @WithDefault("wait")
    String unreadable();

    /**
     * Latest mails, accepted ones too, looked at for a mass refusal, which halts instead of filling
     * dead letters; ten of them are enough.
     */
    @WithDefault("50")
    int refusalWindow();

    /** Share of them, and of the latest ten, that must be refused for the same reason, 0 to 1. */
    @WithDefault("0.8")
    double refusalShare();

    /** How long SIGTERM waits for mails in flight before it gives up on them, uncommitted. */
    @WithDefault("25s")
    Duration drainTimeout();

    /** Age of the oldest mail in flight from which the pod counts as stalled. */
    @WithDefault("30m")
    Duration stalledAfter();

    /**
     * Silence of a port at the start from which the next one is tried beside it (RFC 8305 section
     * 8).
     */
    @WithDefault("300ms")
    Duration headStart();

    /** First cool-down of a port that failed; doubles up to the longest. */
    @WithDefault("15s")
    Duration coolDown();

    /** Longest cool-down of a port. */
    @WithDefault("5m")
    Duration longestCoolDown();

    /** Phase timeouts; defaults are the minimums of RFC 5321 section 4.5.3.2 but for connect. */
    Timeout timeout();

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
}
