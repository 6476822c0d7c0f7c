package dev.waypost.ops;

import dev.waypost.config.DeliveryConfig;
import dev.waypost.config.RelayConfig;
import dev.waypost.config.WaypostConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a setting may be, beside what its type says. Whoever reads the settings is told all that are
 * out of bounds at once; plain comparisons, since Bean Validation was a quarter of a start.
 */
public final class SettingBounds implements SmallRyeConfigBuilderCustomizer, ConfigValidator {

    /** RFC 1123 section 2.1; what no certificate names could never be verified. */
    private static final String HOST_NAME =
            "(?!-)[A-Za-z0-9-]+(?<!-)(\\.(?!-)[A-Za-z0-9-]+(?<!-))*";

    /** Kafka takes 249, and what belongs to a retry topic of a lane stands behind it. */
    private static final String TOPIC = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,220}";

    private static final String EHLO_KEYWORD = "(?i)(?!(STARTTLS|AUTH)$)[A-Z0-9][A-Z0-9-]*";

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withValidator(this);
    }

    @Override
    public void validateMapping(Class<?> type, String prefix, Object settings) {
        if (settings instanceof WaypostConfig waypost) {
            List<Problem> problems = new ArrayList<>();
            ofAll(waypost, new Bounds(prefix, problems));
            ofRelay(waypost.relay(), new Bounds(prefix + ".relay", problems));
            ofDelivery(waypost.delivery(), new Bounds(prefix + ".delivery", problems));
            if (!problems.isEmpty()) {
                throw new ConfigValidationException(problems.toArray(Problem[]::new));
            }
        }
    }

    private static void ofAll(WaypostConfig waypost, Bounds bounds) {
        bounds.match(
                "topic",
                waypost.topic(),
                TOPIC,
                "must be a name that Kafka takes for a topic: 1 to 220 letters, digits, dots,"
                        + " underscores and hyphens");
        bounds.filled("group", waypost.group());
        waypost.lanes()
                .ifPresent(
                        lanes ->
                                bounds.each(
                                        "lanes",
                                        lanes,
                                        "\\s*(high|normal|bulk)\\s*",
                                        "is no lane; expected are high, bulk or both, such as"
                                                + " high,bulk"));
        bounds.hold(
                "topic-check-interval",
                waypost.topicCheckInterval().compareTo(Duration.ofSeconds(1)) >= 0,
                "must be 1s or longer");
        bounds.filled("retry.schedule", waypost.retry().schedule());
        bounds.some("retry.max-age", waypost.retry().maxAge());
        waypost.traces()
                .endpoint()
                .ifPresent(
                        endpoint ->
                                bounds.match(
                                        "traces.endpoint",
                                        endpoint,
                                        "https?://\\S+",
                                        "must be an http or https URL"));
        bounds.within("traces.share", waypost.traces().share(), 0.0, 1.0);
        bounds.match("console.security", waypost.console().security(), "on|off", "is on or off");
        bounds.within("dedup.window", waypost.dedup().window(), 1000, 10_000_000);
    }

    private static void ofRelay(RelayConfig relay, Bounds bounds) {
        bounds.match(
                "host",
                relay.host(),
                HOST_NAME,
                "must be a host name alone, such as smtp.example.org: letters, digits and inner"
                        + " hyphens with dots between; no scheme, port, space, underscore, dot at"
                        + " the end or IPv6 address, and other letters in their xn-- form");
        relay.idempotencyHeader()
                .ifPresent(
                        header ->
                                bounds.match(
                                        "idempotency-header",
                                        header,
                                        RelayConfig.FIELD_NAME,
                                        "must be the name of a header field: letters, digits and"
                                                + " hyphens, such as X-Message-Key"));
        bounds.filled("profile", relay.profile());
        for (int i = 0; i < relay.haltBackoff().size(); i++) {
            bounds.some("halt-backoff[" + i + "]", relay.haltBackoff().get(i));
        }
        bounds.port("submission-port", relay.submissionPort());
        bounds.port("alternate-port", relay.alternatePort());
        bounds.port("implicit-tls-port", relay.implicitTlsPort());
        relay.discardEhloKeywords()
                .ifPresent(
                        words ->
                                bounds.each(
                                        "discard-ehlo-keywords",
                                        words,
                                        EHLO_KEYWORD,
                                        "is no EHLO keyword that mail can do without; expected are"
                                                + " names such as PIPELINING, never STARTTLS or"
                                                + " AUTH"));
    }

    private static void ofDelivery(DeliveryConfig delivery, Bounds bounds) {
        bounds.within("concurrency", delivery.concurrency(), 1, 10_000);
        bounds.within("connections", delivery.connections(), 1, 1000);
        delivery.workers().ifPresent(workers -> bounds.within("workers", workers, 1, 10_000));
        bounds.within("least-share", delivery.leastShare(), 0.01, 0.3);
        bounds.atLeast("messages-per-connection", delivery.messagesPerConnection(), 1);
        delivery.recipientsPerMail()
                .ifPresent(recipients -> bounds.atLeast("recipients-per-mail", recipients, 1));
        bounds.match("unreadable", delivery.unreadable(), "wait|skip", "is wait or skip");
        bounds.atLeast("refusal-window", delivery.refusalWindow(), 10);
        bounds.within("refusal-share", delivery.refusalShare(), 0.1, 1.0);
        delivery.largestMail()
                .ifPresent(size -> bounds.atLeast("largest-mail", size.asLongValue(), 1L));
        ofTimes(delivery, bounds);
    }

    private static void ofTimes(DeliveryConfig delivery, Bounds bounds) {
        bounds.atLeastNone("drain-timeout", delivery.drainTimeout());
        bounds.atLeastNone("head-start", delivery.headStart());
        bounds.some("idle-timeout", delivery.idleTimeout());
        bounds.some("stalled-after", delivery.stalledAfter());
        bounds.some("cool-down", delivery.coolDown());
        bounds.some("longest-cool-down", delivery.longestCoolDown());
        bounds.some("timeout.connect", delivery.timeout().connect());
        bounds.some("timeout.greeting", delivery.timeout().greeting());
        bounds.some("timeout.command", delivery.timeout().command());
        bounds.some("timeout.data", delivery.timeout().data());
        bounds.some("timeout.block", delivery.timeout().block());
        bounds.some("timeout.end-of-data", delivery.timeout().endOfData());
    }

    /**
     * The bounds of the settings below one key.
     *
     * @param problems takes each setting out of them, named, without its value: it may be a secret
     */
    private record Bounds(String prefix, List<Problem> problems) {

        private static final int HIGHEST_PORT = 65_535;

        void hold(String name, boolean holds, String otherwise) {
            if (!holds) {
                problems.add(new Problem(prefix + "." + name + " " + otherwise));
            }
        }

        void filled(String name, String text) {
            hold(name, !text.isBlank(), "must not be blank");
        }

        void match(String name, String text, String pattern, String otherwise) {
            hold(name, text.matches(pattern), otherwise);
        }

        void each(String name, List<String> texts, String pattern, String otherwise) {
            for (int i = 0; i < texts.size(); i++) {
                match(name + "[" + i + "]", texts.get(i), pattern, otherwise);
            }
        }

        void some(String name, Duration time) {
            hold(name, time.compareTo(Duration.ZERO) > 0, "must be longer than 0s");
        }

        void atLeastNone(String name, Duration time) {
            hold(name, !time.isNegative(), "must be 0s or longer");
        }

        void port(String name, int number) {
            within(name, number, 1, HIGHEST_PORT);
        }

        <N extends Comparable<N>> void within(String name, N number, N least, N most) {
            atLeast(name, number, least);
            hold(name, number.compareTo(most) <= 0, "must be " + most + " or less");
        }

        <N extends Comparable<N>> void atLeast(String name, N number, N least) {
            hold(name, number.compareTo(least) >= 0, "must be " + least + " or more");
        }
    }
}
