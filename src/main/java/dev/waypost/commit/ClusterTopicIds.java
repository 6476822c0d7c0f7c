package dev.waypost.commit;

import dev.waypost.commit.TopicIds.TopicId;
import dev.waypost.config.KafkaClients;
import dev.waypost.config.KafkaSettings;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.jboss.logging.Logger;

/**
 * Asks the cluster for the ids of the topics that are read, every second, because a consumer keeps
 * them to itself. No answer changes nothing: while a topic is away its old id is remembered. Any
 * thread.
 */
@Singleton
class ClusterTopicIds implements TopicIds {

    private static final Logger LOG = Logger.getLogger(ClusterTopicIds.class);

    /** How long a topic made anew may be read on from the old one's offset. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaClients clients;
    private final Map<String, Object> settings;
    private final LongSupplier nanoTime;
    private final Map<String, TopicId> known = new ConcurrentHashMap<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private KafkaClients.TopicLookup topics;
    private boolean closed;
    private volatile boolean asking;
    private long lastAsked;

    @Inject
    ClusterTopicIds(KafkaClients clients, KafkaSettings kafka, LongSupplier nanoTime) {
        this.clients = clients;
        this.settings = kafka.admin(PATIENCE);
        this.nanoTime = nanoTime;
    }

    @Override
    public Optional<TopicId> of(String topic) {
        if (wanted.add(topic)) {
            // At once: what is made anew before the first answer is taken for what it was.
            ask(Set.of(topic));
        } else if (isTime()) {
            // Takes no lock: closing, under the lock, waits for the thread that says this.
            ask(Set.copyOf(wanted)).whenComplete((all, failure) -> asking = false);
        }
        return Optional.ofNullable(known.get(topic));
    }

    /** Whether to ask for all again; says so to one thread alone. */
    private synchronized boolean isTime() {
        boolean due = !asking && nanoTime.getAsLong() - lastAsked >= BETWEEN_QUESTIONS.toNanos();
        asking |= due;
        return due;
    }

    private synchronized KafkaFuture<Void> ask(Set<String> asked) {
        if (closed) {
            return KafkaFuture.completedFuture(null);
        }
        if (topics == null) {
            topics = clients.topics(settings);
        }
        long now = nanoTime.getAsLong();
        lastAsked = now;
        // One question for each topic: one that is away must not spoil the others' answers.
        var answers = topics.describe(asked);
        answers.forEach(
                (topic, answer) ->
                        answer.whenComplete(
                                (description, failure) -> {
                                    if (failure != null) {
                                        LOG.debugf(failure, "no id of topic %s", topic);
                                    } else if (!Uuid.ZERO_UUID.equals(description.topicId())) {
                                        known.put(topic, new TopicId(description.topicId(), now));
                                    }
                                }));
        return KafkaFuture.allOf(answers.values().toArray(KafkaFuture[]::new));
    }

    synchronized void onShutdown(
            @Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        closed = true;
        if (topics != null) {
            topics.close();
        }
    }
}
