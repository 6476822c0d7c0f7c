package dev.waypost.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.lane.Lane;
import dev.waypost.ops.Settings;
import dev.waypost.relay.Port;
import dev.waypost.relay.ScriptedRelay;
import dev.waypost.smtp.MailObject;
import dev.waypost.smtp.PhaseTimes;
import dev.waypost.smtp.RelayTarget;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The metrics tell of every connection of a port, also over a change of its password. */
class ConnectionMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void connections_are_counted_by_port_whatever_the_login() throws Exception {
        try (ScriptedRelay relay = ScriptedRelay.start();
                RelayAccounts pools =
                        new RelayAccounts(
                                settings(relay), new OutcomeClassifier(ReplyRules.shipped()))) {
            RelayLogin login = new RelayLogin(settings(relay));
            new RelayMetrics(registry, null, pools, login).onStarted(null);

            relay.login("shop", "old");
            pools.to(target(relay, "old")).submit(mail(), Lane.NORMAL);
            pools.to(target(relay, "old")).submit(mail(), Lane.NORMAL);
            relay.login("shop", "new");
            pools.to(target(relay, "new")).submit(mail(), Lane.NORMAL);

            String port = "smtp:localhost:" + relay.number(Port.SUBMISSION);
            assertThat(counter("waypost.connections.opened", "target", port)).isEqualTo(2);
            assertThat(counter("waypost.connections.reused", "target", port)).isEqualTo(1);
            assertThat(counter("waypost.connections.discarded", "target", port, "reason", "closed"))
                    .isEqualTo(1);
            assertThat(gauge("waypost.connections.open", port)).isEqualTo(1);
            assertThat(gauge("waypost.connections.leased", port)).isZero();
        }
    }

    private static WaypostConfig settings(ScriptedRelay relay) {
        return Settings.of(
                Map.of(
                        "waypost.relay.host",
                        relay.host(),
                        "waypost.relay.trust-certificates",
                        relay.caPem().toString()));
    }

    private static RelayTarget target(ScriptedRelay relay, String password) {
        return new RelayTarget(
                false, relay.host(), relay.number(Port.SUBMISSION), "shop", password);
    }

    private static MailObject mail() {
        List<String> recipients = List.of("ann@example.net");
        byte[] message = "Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII);
        return new MailObject(
                "<1@example.org>",
                "shop@example.org",
                recipients,
                message,
                false,
                true,
                new PhaseTimes(System::nanoTime));
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private double gauge(String name, String target) {
        return registry.get(name).tag("target", target).gauge().value();
    }
}
