package dev.waypost.ops.doctor;

import dev.waypost.ops.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Whether the broker answers and the topics are there. */
final class KafkaExamination {

    private static final int PATIENCE_MS = 10_000;

    private final Map<String, Object> settings;
    private final List<String> topics;

    KafkaExamination(Map<String, Object> settings, List<String> topics) {
        this.settings = new HashMap<>(settings);
        this.settings.put("request.timeout.ms", PATIENCE_MS);
        this.settings.put("default.api.timeout.ms", PATIENCE_MS);
        this.topics = topics;
    }

    List<Finding> findings() {
        Object broker = settings.get("bootstrap.servers");
        if (broker == null) {
            return List.of(
                    Finding.error(
                            "kafka.bootstrap.servers",
                            "no broker is named",
                            "set KAFKA_BOOTSTRAP_SERVERS"));
        }
        return findings(broker.toString());
    }

    private List<Finding> findings(String broker) {
        try (Admin admin = Admin.create(settings)) {
            List<Finding> findings = new ArrayList<>();
            int brokers = admin.describeCluster().nodes().get().size();
            findings.add(Finding.ok(broker, brokers + " broker" + (brokers == 1 ? "" : "s")));
            Set<String> known = admin.listTopics().names().get();
            topics.forEach(topic -> findings.add(finding(topic, known.contains(topic))));
            return findings;
        } catch (ExecutionException e) {
            return List.of(silent(broker, e.getCause()));
        } catch (KafkaException e) {
            return List.of(silent(broker, e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(silent(broker, e));
        }
    }

    private static Finding finding(String topic, boolean exists) {
        return exists
                ? Finding.ok(topic, "the topic exists")
                : Finding.warning(
                        topic,
                        "there is no such topic, or this user may not see it",
                        "Waypost creates it at start where the broker lets it; else create it");
    }

    private static Finding silent(String broker, Throwable why) {
        return Finding.error(
                broker,
                "no Kafka broker answers: " + why.getMessage(),
                "see KAFKA_BOOTSTRAP_SERVERS, Kafka's security settings and the network between");
    }
}
