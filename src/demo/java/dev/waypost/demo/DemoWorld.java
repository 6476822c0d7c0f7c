package dev.waypost.demo;

import dev.waypost.FreePort;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.kafka.Topics;
import dev.waypost.relay.Port;
import dev.waypost.relay.ReceivedMail;
import dev.waypost.relay.ScriptedRelay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The broker, the relay and what can be done with them. The relay's ports have the numbers of the
 * world plus 10000 where those are free, and are called by the numbers of the world. Safe for use
 * by many threads.
 */
final class DemoWorld implements AutoCloseable {

    static final String TOPIC = "outbound-mail";

    private final EmbeddedKafka kafka = EmbeddedKafka.startedOn(FreePort.from(9092));
    private final Topics topics = new Topics(kafka.bootstrapServers());
    private final ScriptedRelay relay =
            ScriptedRelay.start(
                    FreePort.from(10_587), FreePort.from(12_525), FreePort.from(10_465));
    private final Set<Integer> blocked = new ConcurrentSkipListSet<>();
    private final AtomicLong samples = new AtomicLong();

    /** Returns the application's environment that leads it here. */
    Map<String, String> environment() {
        return WaypostProcess.environment(kafka.bootstrapServers(), relay);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Publishes a sample event and returns it. */
    Sample send() {
        Sample sample = Sample.number(samples.incrementAndGet());
        topics.publish(TOPIC, sample.id(), sample.json());
        return sample;
    }

    /** Publishes an event as it is. */
    void publish(String event) {
        topics.publish(TOPIC, null, event);
    }

    List<ReceivedMail> inbox() {
        return relay.mails();
    }

    /** Waits for the mail of that place in the inbox, counted from 0. */
    ReceivedMail awaitMail(int place, Duration longest) {
        return relay.awaitMails(place + 1, longest).get(place);
    }

    /** Closes the port that the world knows under this number: 587, 2525 or 465. */
    void block(int known) {
        relay.on(port(known)).close();
        blocked.add(known);
        tryPorts("%d was blocked".formatted(known));
    }

    /** Opens it again. */
    void unblock(int known) {
        relay.on(port(known)).open();
        blocked.remove(known);
        tryPorts("%d was opened".formatted(known));
    }

    /**
     * Has Waypost try its ports, as an operator would: the console tells at once how they are, not
     * with the next mail or probe.
     */
    private void tryPorts(String reason) {
        topics.publish(
                TOPIC + ".control",
                "control",
                """
                {"id": "%s", "command": "try-ports", "by": "demo", "at": "%s", "details": {"reason": "%s"}}"""
                        .formatted(UUID.randomUUID(), Instant.now(), reason));
    }

    boolean isBlocked(int known) {
        return blocked.contains(known);
    }

    /** Returns where the port really listens here. */
    int listensOn(int known) {
        return relay.number(port(known));
    }

    /** Returns the number the world knows a port under. */
    static int known(Port port) {
        return switch (port) {
            case SUBMISSION -> 587;
            case ALTERNATE -> 2525;
            case IMPLICIT_TLS -> 465;
        };
    }

    private static Port port(int known) {
        for (Port port : Port.values()) {
            if (known(port) == known) {
                return port;
            }
        }
        throw new IllegalArgumentException("no such port: " + known + "; there are 587, 2525, 465");
    }

    @Override
    public void close() {
        topics.close();
        relay.close();
        kafka.close();
    }
}
