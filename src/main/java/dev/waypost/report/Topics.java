package dev.waypost.report;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/**
 * Sees to it that the topics exist: the mail events' with the broker's default number of
 * partitions, the others with as many as that one has, so that a mail keeps its partition. Waits
 * for a broker that is away, and says so. Where it may not create topics it says which are missing.
 * Its own thread, once.
 */
@Singleton
public class Topics {

    private static final Logger LOG = Logger.getLogger(Topics.class);

    private static final int PATIENCE_MILLIS = 5_000;

    private final String topic;
    private final List<String> others = new ArrayList<>();
    private final Map<String, Object> settings;
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Inject
    Topics(WaypostConfig config, KafkaSettings kafka) {
        this.topic = config.topic();
        this.settings = kafka.copy();
        // A broker that is away is told of after seconds, not after Kafka's minute.
        settings.put("request.timeout.ms", PATIENCE_MILLIS);
        settings.put("default.api.timeout.ms", PATIENCE_MILLIS);
        RetrySchedule schedule = RetrySchedule.parse(config.retry().schedule());
        schedule.delays()
                .forEach(delay -> others.add(topic + ".retry." + RetrySchedule.label(delay)));
        others.add(topic + ".dead-letter");
        others.add(topic + ".status");
    }

    void onStarting(@Observes CamelContextStartingEvent starting) {
        Thread thread = new Thread(this::untilDone, "waypost-topics");
        thread.setDaemon(true);
        thread.start();
    }

    void onShutdown(@Observes ShutdownEvent shutdown) {
        stopping.countDown();
    }

    private void untilDone() {
        boolean said = false;
        try {
            do {
                try (Admin admin = Admin.create(settings)) {
                    create(admin);
                    return;
                } catch (ExecutionException | KafkaException e) {
                    Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
                    if (!(cause instanceof RetriableException) && e instanceof ExecutionException) {
                        LOG.warnf(
                                "topics could not be created (%s); needed: %s and %s",
                                cause.getMessage(), topic, others);
                        return;
                    }
                    if (!said && cause instanceof TimeoutException) {
                        said = true;
                        LOG.warnf(
                                "no Kafka broker at %s (%s); waiting for it",
                                settings.get("bootstrap.servers"), cause.getMessage());
                    }
                }
            } while (!stopping.await(2, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void create(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> known = admin.listTopics().names().get();
        if (!known.contains(topic)) {
            create(admin, new NewTopic(topic, Optional.empty(), Optional.empty()));
        }
        int partitions =
                admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions()
                        .size();
        for (String other : others) {
            if (!known.contains(other)) {
                create(admin, new NewTopic(other, Optional.of(partitions), Optional.empty()));
            }
        }
    }

    private static void create(Admin admin, NewTopic wanted)
            throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(wanted)).all().get();
            LOG.infof("created topic %s", wanted.name());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
