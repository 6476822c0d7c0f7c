package dev.waypost.deliver;

import dev.waypost.classify.Reason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * What a pod tells the next one of the ports: which of them it has postponed, why, and since when.
 * {@code smtp.example.org:587 no_greeting 2026-01-01T00:00:00Z}, comma-separated; empty where none
 * is. Not its business: how it gets there. Any thread.
 */
@Singleton
public class PortNews {

    /** Record header of status events. */
    public static final String HEADER = "waypost-postponed-ports";

    private static final Logger LOG = Logger.getLogger(PortNews.class);

    private final PortFailover failover;
    private final PortHealth health;
    private final Clock clock;
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    @Inject
    PortNews(PortFailover failover, PortHealth health, Clock clock) {
        this.failover = failover;
        this.health = health;
        this.clock = clock;
    }

    /** What this pod has to tell. */
    public String told() {
        Instant now = clock.instant();
        Map<String, SubmissionPort> ports = failover.ports();
        List<String> dead = new ArrayList<>();
        for (String name : health.view().keySet()) {
            health.postponed(name).map(it -> told(ports.get(name), it, now)).ifPresent(dead::add);
        }
        return String.join(", ", dead);
    }

    private static String told(SubmissionPort port, PortHealth.Postponed postponed, Instant now) {
        Instant since = now.minus(postponed.age()).truncatedTo(ChronoUnit.SECONDS);
        return place(port) + " " + postponed.reason().slug() + " " + since;
    }

    /** Another pod told this, or nothing where it is empty. Only the first call counts. */
    public void hear(String told) {
        heard.complete(told);
    }

    /** Waits for what others have to tell, but not for ever, and believes it. */
    void await(Duration longest) throws InterruptedException {
        String told;
        try {
            told = heard.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException nobodyKnows) {
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (!told.isEmpty()) {
            LOG.infof("other pods have postponed these ports: %s", told);
        }
        Map<String, SubmissionPort> ports = failover.ports();
        Stream.of(told.split(", *"))
                .map(entry -> entry.strip().split(" +"))
                .filter(words -> words.length >= 2)
                .forEach(
                        words ->
                                ports.forEach(
                                        (name, port) -> {
                                            if (place(port).equals(words[0])) {
                                                health.heard(name, reason(words[1]));
                                            }
                                        }));
    }

    /** A pod of another version may have another word for it. */
    private static Reason reason(String slug) {
        return Reason.of(slug).orElse(Reason.POSTPONED);
    }

    private static String place(SubmissionPort port) {
        return port == null ? "-" : port.host() + ":" + port.number();
    }
}
