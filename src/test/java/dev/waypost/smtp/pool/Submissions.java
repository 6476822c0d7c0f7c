package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waypost.TestClock;
import dev.waypost.camel.RelayMailComponent;
import dev.waypost.camel.RelayMessage;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.compose.Envelope;
import dev.waypost.config.WaypostConfig;
import dev.waypost.deliver.PacedConnections;
import dev.waypost.deliver.PortFailover;
import dev.waypost.deliver.PortHealth;
import dev.waypost.deliver.RefusalBreaker;
import dev.waypost.deliver.RelayAccounts;
import dev.waypost.deliver.RelayLogin;
import dev.waypost.lane.Lane;
import dev.waypost.relay.Port;
import dev.waypost.relay.ScriptedRelay;
import dev.waypost.smtp.RelayTarget;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.Trouble;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A relay, our accounts towards it, and the few sentences that tests are made of. */
public final class Submissions implements AutoCloseable {

    public static final byte[] HELLO = text("Subject: hello\r\n\r\nHello.\r\n");

    public final ScriptedRelay relay = ScriptedRelay.start();
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final Map<String, String> settings = new HashMap<>();
    public final PortHealth health =
            new PortHealth(new TestClock()::nanoTime, Duration.ofSeconds(1), Duration.ofMinutes(1));
    public final PortFailover failover =
            new PortFailover(
                    health,
                    new RefusalBreaker(50, 0.8),
                    new OutcomeClassifier(ReplyRules.none()),
                    new TestClock()::nanoTime);
    private RelayAccounts accounts;
    private String user;
    private String password;

    public Submissions() {
        set("waypost.relay.host", relay.host());
        set("waypost.relay.trust-certificates", relay.caPem().toString());
        set("waypost.relay.helo-name", "pod.example.org");
    }

    /** Changes a setting; before the first submission. */
    public Submissions set(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Makes every phase short, for relays that stay silent. */
    public Submissions impatient() {
        for (String phase : List.of("greeting", "command", "data", "block", "end-of-data")) {
            set("waypost.delivery.timeout." + phase, "300ms");
        }
        return set("waypost.delivery.timeout.connect", "10s");
    }

    /** Shows a certificate that the relay's authority has signed; before the first submission. */
    Submissions withCertificate(Path folder) {
        Path pair = relay.certificates().keyPem(folder, "client");
        return set("waypost.relay.client-certificate", pair.toString());
    }

    public Submissions login(String user, String password) {
        this.user = user;
        this.password = password;
        return this;
    }

    public synchronized RelayAccounts accounts() {
        if (accounts == null) {
            accounts = new RelayAccounts(config(), new OutcomeClassifier(ReplyRules.shipped()));
        }
        return accounts;
    }

    public WaypostConfig config() {
        return config(settings);
    }

    /** The component of {@code smtp:} and {@code smtps:}, with a memory of its ports. */
    public RelayMailComponent component() {
        WaypostConfig config = config(settings);
        return new RelayMailComponent(accounts(), failover, new RelayLogin(config), config);
    }

    public static WaypostConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withConverter(MemorySize.class, 300, new MemorySizeConverter())
                .withMapping(WaypostConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(WaypostConfig.class);
    }

    public PacedConnections over(Port port) {
        return accounts()
                .to(
                        new RelayTarget(
                                port == Port.IMPLICIT_TLS,
                                relay.host(),
                                relay.number(port),
                                user,
                                password));
    }

    public RelayMessage submit(Port port) throws SubmissionFailure {
        return submit(port, aMessage());
    }

    public RelayMessage submit(Port port, RelayMessage message) throws SubmissionFailure {
        message.accepted(over(port).submit(message.mail(), Lane.NORMAL));
        return message;
    }

    /** Submits and returns what went wrong. */
    public SubmissionFailure failure(Port port, RelayMessage message) {
        return catchThrowableOfType(SubmissionFailure.class, () -> submit(port, message));
    }

    public Trouble trouble(Port port) {
        return failure(port, aMessage()).trouble();
    }

    /** Does something beside the test's own thread, until {@link #close}. */
    public <T> Future<T> beside(Callable<T> task) {
        return senders.submit(task);
    }

    public static RelayMessage aMessage(String... recipients) {
        return aMessage(HELLO, recipients);
    }

    public static RelayMessage aMessage(byte[] message, String... recipients) {
        List<String> to = recipients.length == 0 ? List.of("ann@example.net") : List.of(recipients);
        return new RelayMessage(
                new Envelope("<1@example.org>", "shop@example.org", to, message, false));
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        senders.shutdownNow();
        if (accounts != null) {
            accounts.close();
        }
        relay.close();
    }
}
