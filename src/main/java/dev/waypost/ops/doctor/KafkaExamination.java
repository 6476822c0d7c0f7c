package dev.waypost.ops.doctor;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import dev.waypost.ops.Finding;
import dev.waypost.ops.SettingFindings;
import dev.waypost.topics.KafkaRights;
import dev.waypost.topics.OwnTopic;
import dev.waypost.topics.TopicCatalogue;
import dev.waypost.topics.TopicFaults;
import dev.waypost.topics.TopicReview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;

/** Whether the broker answers, and the topics are there and as they must be. */
final class KafkaExamination {

    private final KafkaSettings kafka;
    private final WaypostConfig config;
    private final Duration patience;

    KafkaExamination(KafkaSettings kafka, WaypostConfig config, Duration patience) {
        this.kafka = kafka;
        this.config = config;
        this.patience = patience;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(SettingFindings.in(kafka));
        findings.addAll(findings(kafka.brokers()));
        return findings;
    }

    private List<Finding> findings(String broker) {
        if (broker.isEmpty()) {
            return List.of(
                    Finding.error(
                            "kafka.bootstrap.servers",
                            "no broker is named",
                            "set KAFKA_BOOTSTRAP_SERVERS"));
        }
        try (Admin admin = Admin.create(kafka.admin(patience))) {
            List<Finding> findings = new ArrayList<>();
            int brokers = admin.describeCluster().nodes().get().size();
            findings.add(Finding.ok(broker, brokers + " broker" + (brokers == 1 ? "" : "s")));
            findings.addAll(topics(TopicReview.of(config, new TopicCatalogue(admin))));
            new KafkaRights(admin, config)
                    .missing()
                    .forEach(
                            right ->
                                    findings.add(
                                            Finding.error(
                                                    right.on(), right.message(), right.advice())));
            for (Lane lane : Lanes.of(config).all()) {
                lag(admin, lane).ifPresent(findings::add);
            }
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

    private List<Finding> topics(TopicReview review) {
        List<String> names = new ArrayList<>(List.of(config.topic()));
        OwnTopic.of(config).forEach(topic -> names.add(topic.name()));
        review.faults().stream()
                .map(TopicFaults::topic)
                .filter(topic -> !names.contains(topic))
                .forEach(names::add);
        return names.stream().map(topic -> finding(topic, review)).toList();
    }

    private static Finding finding(String topic, TopicReview review) {
        if (review.missing().contains(topic)) {
            return Finding.ok(topic, "there is no such topic yet");
        }
        return review.faults().stream()
                .filter(faults -> faults.topic().equals(topic))
                .findAny()
                .map(faults -> Finding.warning(topic, faults.message(), faults.advice()))
                .orElseGet(() -> Finding.ok(topic, "the topic exists and is as it must be"));
    }

    /**
     * How many mail events of a lane wait; empty where the group has committed nothing, or may not
     * ask.
     */
    private Optional<Finding> lag(Admin admin, Lane lane) throws InterruptedException {
        String group = config.group() + lane.suffix();
        String topic = config.topic() + lane.suffix();
        try {
            Map<TopicPartition, Long> read = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((at, known) -> read.put(at, known == null ? 0 : known.offset()));
            read.keySet().removeIf(at -> !at.topic().equals(topic));
            if (read.isEmpty()) {
                return Optional.empty();
            }
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            read.keySet().forEach(at -> ends.put(at, OffsetSpec.latest()));
            long waiting =
                    admin.listOffsets(ends).all().get().entrySet().stream()
                            .mapToLong(end -> end.getValue().offset() - read.get(end.getKey()))
                            .sum();
            return Optional.of(Finding.ok(group, "%d mail events wait".formatted(waiting)));
        } catch (ExecutionException unknown) {
            return Optional.empty(); // The rights are told of already.
        }
    }

    /** One that has not answered in time. */
    static Finding silent(String broker) {
        return silent(broker, new TimeoutException());
    }

    private static Finding silent(String broker, Throwable why) {
        return why instanceof AuthenticationException
                ? Finding.error(
                        broker,
                        "the Kafka broker does not let this user in: " + why.getMessage(),
                        "see Kafka's security settings: KAFKA_SASL_JAAS_CONFIG,"
                                + " KAFKA_SASL_MECHANISM, KAFKA_SSL_TRUSTSTORE_LOCATION")
                : Finding.error(
                        broker,
                        "no Kafka broker answers"
                                + (why.getMessage() == null ? " in time" : ": " + why.getMessage()),
                        "see KAFKA_BOOTSTRAP_SERVERS, Kafka's security settings and the network"
                                + " between");
    }
}
