package dev.waypost.ops;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import dev.waypost.ops.routes.FaultyRoutes;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.rule.RouteCheck;
import dev.waypost.report.RetrySchedule;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.camel.quarkus.main.events.AfterConfigure;
import org.apache.camel.quarkus.main.events.BeforeConfigure;
import org.jboss.logging.Logger;

/**
 * Refuses to start with what would only fail later, mail by mail: faulty routes, a CA file that
 * cannot be read. Runs before Camel creates the routes; commands that start no routes are not held
 * up.
 */
@Singleton
public class StartupCheck {

    private static final Logger LOG = Logger.getLogger(StartupCheck.class);

    private final WaypostConfig config;
    private final KafkaSettings kafka;

    @Inject
    StartupCheck(WaypostConfig config, KafkaSettings kafka) {
        this.config = config;
        this.kafka = kafka;
    }

    /** First of those that observe it: with wrong settings nothing is asked of a broker. */
    void beforeConfigure(@Observes @Priority(1) BeforeConfigure event) {
        StrayVariables.in(System.getenv()).forEach(LOG::warn);
        if (kafka.brokers().isEmpty()) {
            throw new IllegalArgumentException(
                    "kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS) is required: host:port of"
                            + " the Kafka brokers, comma-separated");
        }
        kafka.require();
        SettingFiles.require(config);
        RetrySchedule.of(config);
        requireSound(SettingFindings.in(config));
    }

    /** The context is about to start: it gets the routes that it will create. */
    void afterConfigure(@Observes AfterConfigure event) {
        RouteCheck.require(RouteModel.load(event.getCamelContext(), config));
    }

    private static void requireSound(List<Finding> findings) {
        List<Finding> errors = findings.stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw new FaultyRoutes(errors);
        }
        findings.forEach(LOG::warn);
    }
}
