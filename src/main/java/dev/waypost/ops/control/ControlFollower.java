package dev.waypost.ops.control;

import dev.waypost.config.KafkaClients;
import dev.waypost.config.KafkaSettings;
import dev.waypost.config.LastingThread;
import dev.waypost.dedup.TailPositions;
import dev.waypost.deliver.RelayPause;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.quarkus.main.events.BeforeConfigure;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads the control topic: first whatever still holds of what was said before this pod began, then
 * each command as it is said. Its own thread; belongs to no consumer group.
 */
@Singleton
public class ControlFollower {

    /** A pod that cannot know whether the relay is paused carries mails rather than none. */
    private static final Duration WITHOUT_WORD = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final RelayPause pause;
    private final PodControl pod;
    private final Clock clock;
    private final Map<String, Object> broker;
    private final Map<String, Object> settings;
    private final TailPositions positions;
    private final LastingThread thread = new LastingThread("waypost-control", this::follow);

    /** What was said before this pod began; null when all of it is known. */
    private List<ControlCommand> before = new ArrayList<>();

    @Inject
    ControlFollower(
            ControlTopic topic,
            RelayPause pause,
            PodControl pod,
            KafkaSettings kafka,
            KafkaClients clients,
            Clock clock) {
        this.clients = clients;
        this.pause = pause;
        this.pod = pod;
        this.clock = clock;
        this.positions = new TailPositions(topic.name(), Integer.MAX_VALUE);
        this.broker = kafka.admin(PATIENCE);
        this.settings = kafka.reader(Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
    }

    void beforeConfigure(@Observes BeforeConfigure event) {
        pause.awaitWord(WITHOUT_WORD);
        thread.start();
    }

    void onShutdown(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        thread.stop();
    }

    private void follow() throws InterruptedException {
        try (KafkaClients.TopicLookup topics = clients.topics(broker);
                Consumer<byte[], byte[]> tail = clients.reader(settings)) {
            while (!thread.isStopping()) {
                if (!isThere(tail, topics)) {
                    thread.awaitStop(BETWEEN_LOOKS);
                    continue;
                }
                long until = System.nanoTime() + BETWEEN_LOOKS.toNanos();
                while (!thread.isStopping() && System.nanoTime() - until < 0) {
                    read(tail);
                }
                thread.well();
            }
        }
    }

    /** Where there is no topic, nothing was said. */
    private boolean isThere(Consumer<byte[], byte[]> tail, KafkaClients.TopicLookup topics)
            throws InterruptedException {
        try {
            positions.follow(tail, topics);
            return true;
        } catch (KafkaException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
            begin();
            return false;
        }
    }

    private void read(Consumer<byte[], byte[]> tail) {
        for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
            ControlJson.command(record.value()).ifPresent(this::take);
        }
        positions.advance(tail);
        pod.look();
        if (positions.isCaughtUp()) {
            begin();
        }
    }

    private void take(ControlCommand command) {
        if (before != null) {
            before.add(command);
        } else if (command.holdsAt(clock.instant())) {
            pod.take(command);
        }
    }

    /** Of what was said before, only what still holds; of pauses, the last word. */
    private void begin() {
        if (before == null) {
            return;
        }
        List<ControlCommand> said = before;
        before = null;
        ControlCommand last = null;
        for (ControlCommand command : said) {
            switch (command.action()) {
                case PAUSE, RESUME -> last = command;
                default -> {
                    if (command.action().isLasting() && command.holdsAt(clock.instant())) {
                        pod.obey(command);
                    }
                }
            }
        }
        if (last != null && last.action() == Action.PAUSE) {
            pod.obey(last);
        }
        pause.known();
    }
}
