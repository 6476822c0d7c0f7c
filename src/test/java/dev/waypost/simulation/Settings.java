package dev.waypost.simulation;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.config.WaypostConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Waypost's settings for a schedule: short delays, small windows, the defaults for the rest. */
final class Settings {

    private static final List<String> POLICIES = List.of("retry-later", "hold", "assume-accepted");
    static final int ASSUME_ACCEPTED = 2;

    /** Of the schedule below, all delays together. */
    static final Duration WHOLE_SCHEDULE = Duration.ofSeconds(2 * 10 + 2 * 40 + 8 * 120);

    /** The relay is asked no more often than that, and once more where nobody heard of it. */
    static final int MOST_PASSES = 2 * (2 + 2 + 8);

    private static final List<String> DELAYS = List.of("10s", "40s", "2m");

    private final Map<String, WaypostConfig> known = new ConcurrentHashMap<>();

    private final OutcomeClassifier classifier = new OutcomeClassifier(ReplyRules.shipped());

    OutcomeClassifier classifier() {
        return classifier;
    }

    /** What the routes' placeholders stand for. */
    static Map<String, String> placeholders() {
        Map<String, String> settings = new HashMap<>();
        settings.put("waypost.topic", "outbound-mail");
        settings.put("waypost.group", "waypost");
        settings.put("waypost.relay.host", "relay");
        settings.put("waypost.relay.submission-port", "587");
        settings.put("waypost.relay.alternate-port", "2525");
        settings.put("waypost.relay.implicit-tls-port", "465");
        settings.put("waypost.delivery.workers", "1");
        settings.put("waypost.lanes.high", "false");
        settings.put("waypost.lanes.bulk", "false");
        return settings;
    }

    List<String> delays() {
        return DELAYS;
    }

    WaypostConfig of(Plan plan) {
        return known.computeIfAbsent(plan.concurrency + " " + plan.policy, any -> made(plan));
    }

    private static WaypostConfig made(Plan plan) {
        Map<String, String> settings = new HashMap<>();
        settings.put("waypost.relay.host", "relay");
        settings.put("waypost.relay.halt-backoff", "5s,30s");
        settings.put("waypost.delivery.concurrency", String.valueOf(plan.concurrency));
        settings.put("waypost.delivery.bytes-in-flight", "1M");
        settings.put("waypost.delivery.uncertain", POLICIES.get(plan.policy));
        settings.put("waypost.retry.schedule", "10s*2,40s*2,2m*8");
        settings.put("waypost.dedup.window", "1000");
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "simulation", 500))
                .withMapping(WaypostConfig.class)
                .withMappingIgnore("kafka.**")
                .build()
                .getConfigMapping(WaypostConfig.class);
    }
}
