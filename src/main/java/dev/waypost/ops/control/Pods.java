package dev.waypost.ops.control;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jboss.logging.Logger;

/** How many pods there are: each has one member in the group that reads the mail events. */
@Singleton
public class Pods {

    private static final Logger LOG = Logger.getLogger(Pods.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String group;
    private final KafkaSettings kafka;

    @Inject
    Pods(WaypostConfig config, KafkaSettings kafka) {
        this.group = config.group();
        this.kafka = kafka;
    }

    /** Their number; empty where the broker does not tell. */
    public OptionalInt count() {
        try (Admin admin = Admin.create(kafka.admin(PATIENCE))) {
            return OptionalInt.of(
                    admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group)
                            .get()
                            .members()
                            .size());
        } catch (ExecutionException e) {
            LOG.debug("the group does not tell its members", e);
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
