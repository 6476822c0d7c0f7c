package dev.waypost;

import dev.waypost.config.VariableName;
import dev.waypost.kafka.EmbeddedKafka;
import dev.waypost.kafka.SecuredListener;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.kafka.Topics;
import dev.waypost.relay.ReceivedMail;
import dev.waypost.relay.ScriptedRelay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What Waypost stands between: a real broker and a relay double behind real TLS. */
public final class Surroundings implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("\"status\":\"(\\w+)\"");

    private final EmbeddedKafka kafka;
    private final ScriptedRelay relay;
    private final Topics topics;

    /** On the loopback address. */
    public Surroundings() {
        this(EmbeddedKafka.started(), ScriptedRelay.start());
    }

    /** On an address that another network reaches. */
    public Surroundings(String address) {
        this(EmbeddedKafka.startedAt(address), ScriptedRelay.startAt(address));
    }

    /** On the loopback address, with a broker that lets nobody in at this listener unasked. */
    public Surroundings(SecuredListener listener) {
        this(EmbeddedKafka.startedWith(listener), ScriptedRelay.start());
    }

    /** The same, where clients of the secured listener may do what an ACL allows them alone. */
    public static Surroundings guarded(SecuredListener listener) {
        return new Surroundings(EmbeddedKafka.guarded(listener), ScriptedRelay.start());
    }

    private Surroundings(EmbeddedKafka kafka, ScriptedRelay relay) {
        this.kafka = kafka;
        this.relay = relay;
        topics = new Topics(kafka.bootstrapServers());
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public ScriptedRelay relay() {
        return relay;
    }

    public Topics topics() {
        return topics;
    }

    /** The same settings, through the secured listener. */
    public WaypostProcess.Settings securedSettings() {
        WaypostProcess.Settings settings = settings();
        kafka.login()
                .forEach((key, value) -> settings.with(VariableName.of("kafka." + key), value));
        return settings;
    }

    /** Settings that point at them; a killed member's partitions are free after two seconds. */
    public WaypostProcess.Settings settings() {
        return new WaypostProcess.Settings()
                .with("KAFKA_SESSION_TIMEOUT_MS", 2000)
                .with("KAFKA_HEARTBEAT_INTERVAL_MS", 500)
                // A busy machine is no silent port.
                .with("WAYPOST_DELIVERY_HEAD_START", "5s")
                .with(WaypostProcess.environment(kafka.bootstrapServers(), relay));
    }

    /**
     * Publishes plain mails with the ids {@code m-from} to {@code m-(to - 1)}, also the subjects.
     */
    public void publish(int from, int to) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = from; i < to; i++) {
            byte[] key = ("m-" + i).getBytes(StandardCharsets.UTF_8);
            byte[] value = value(i).getBytes(StandardCharsets.UTF_8);
            sent.add(topics.send("outbound-mail", key, value, Map.of()));
        }
        for (Future<RecordMetadata> each : sent) {
            try {
                each.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("not published", e);
            }
        }
    }

    /** The subjects the relay took so far, each once. */
    public Set<String> arrived() {
        return relay.mails().stream().map(ReceivedMail::subject).collect(Collectors.toSet());
    }

    /** How many mails the relay took too many. */
    public int duplicates() {
        return relay.mailCount() - arrived().size();
    }

    /** The subjects the relay took more than once. */
    public Set<String> arrivedAgain() {
        Set<String> seen = new HashSet<>();
        return relay.mails().stream()
                .map(ReceivedMail::subject)
                .filter(subject -> !seen.add(subject))
                .collect(Collectors.toSet());
    }

    /** What the status topic says of each mail, in its order. */
    public Map<String, List<String>> told() {
        Map<String, List<String>> told = new HashMap<>();
        for (TopicRecord record : topics.records("outbound-mail.status")) {
            Matcher status = STATUS.matcher(record.text());
            if (status.find()) {
                told.computeIfAbsent(record.keyText(), id -> new ArrayList<>())
                        .add(status.group(1));
            }
        }
        return told;
    }

    private static String value(int i) {
        return """
        {"id": "m-%d", "from": "shop@example.org", "to": ["user%d@example.org"],
         "subject": "m-%d", "text": "Hello %d."}"""
                .formatted(i, i, i, i);
    }

    @Override
    public void close() {
        topics.close();
        relay.close();
        kafka.close();
    }
}
