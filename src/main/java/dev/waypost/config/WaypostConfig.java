package dev.waypost.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every setting of Waypost, typed; which values it may have is looked at when the process starts.
 * By environment: {@code waypost.relay.host} is {@code WAYPOST_RELAY_HOST}. Kafka's own settings
 * keep their own names ({@code kafka.bootstrap.servers} and the rest). The README's table is
 * checked against this type.
 */
@ConfigMapping(prefix = "waypost")
public interface WaypostConfig {

    /**
     * Topic of mail events, and the prefix of the retry, dead-letter, status and control topics.
     */
    @WithDefault("outbound-mail")
    String topic();

    /** Consumer group; the retry topics are read by {@code <group>.retry}. */
    @WithDefault("waypost")
    String group();

    /**
     * Lanes beside the normal one, each with topics of its own: {@code high}, {@code bulk}; without
     * any, an event's {@code priority} says nothing.
     */
    Optional<List<String>> lanes();

    /**
     * Time between two looks at the topics and the rights on them; what two looks miss is created.
     */
    @WithDefault("10s")
    Duration topicCheckInterval();

    /** Folder with the YAML routes; without it, the routes in the artifact are used. */
    Optional<Path> routes();

    RelayConfig relay();

    DeliveryConfig delivery();

    Retry retry();

    Dedup dedup();

    Console console();

    Log log();

    Traces traces();

    /** When a mail that was put off is tried again, and when it is given up. */
    interface Retry {
        /** Delays between passes: {@code delay} or {@code delay*times}, comma-separated. */
        @WithDefault("1m,5m*2,15m,1h*4,4h*10")
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
        Optional<String> endpoint();

        /** Share of the traces that begin here; one that a producer began is its to decide. */
        @WithDefault("1")
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
        String security();

        /** The demo's own address, which the console shows beside the rest. */
        Optional<String> demo();
    }

    /** How a mail that was accepted before is recognised. */
    interface Dedup {
        /** Accepted recipients remembered at least; 64 to 128 bytes of memory each. */
        @WithDefault("100000")
        int window();
    }
}
