package dev.waypost.ops.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waypost.config.KafkaSettings;
import dev.waypost.config.TopicNames;
import dev.waypost.config.WaypostConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic that every pod reads, and that keeps what holds for those that start later. Any thread.
 */
@Singleton
public class ControlTopic {

    /** Of every record, so that all stand in one partition and so in one order. */
    private static final byte[] KEY = "control".getBytes(UTF_8);

    /** How long the broker may stay silent before an operator is told. */
    private static final int PATIENCE_MS = 10_000;

    private static final Duration POLL = Duration.ofMillis(100);

    private final String name;
    private final KafkaSettings kafka;
    private KafkaProducer<byte[], byte[]> producer;

    @Inject
    ControlTopic(WaypostConfig config, KafkaSettings kafka) {
        this.name = TopicNames.of(config).control();
        this.kafka = kafka;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /**
     * Says it to all pods; returns when the broker has it.
     *
     * @throws KafkaException where it could not be written
     */
    public void say(ControlCommand command) {
        write(ControlJson.of(command));
    }

    /**
     * Says it, and hears what the pods answer.
     *
     * @param longest how long answers are waited for
     * @param hearer takes an answer, and says whether it wants more
     * @throws KafkaException where the broker does not answer
     */
    public void ask(ControlCommand command, Duration longest, Predicate<ControlAnswer> hearer) {
        try (KafkaConsumer<byte[], byte[]> answers = reader()) {
            List<TopicPartition> partitions =
                    answers.partitionsFor(name).stream()
                            .map(info -> new TopicPartition(name, info.partition()))
                            .toList();
            answers.assign(partitions);
            answers.seekToEnd(partitions);
            partitions.forEach(answers::position);
            say(command);
            long until = System.nanoTime() + longest.toNanos();
            while (System.nanoTime() - until < 0) {
                for (ConsumerRecord<byte[], byte[]> record : answers.poll(POLL)) {
                    boolean enough =
                            ControlJson.answer(record.value())
                                    .filter(answer -> answer.to().equals(command.id()))
                                    .filter(answer -> !hearer.test(answer))
                                    .isPresent();
                    if (enough) {
                        return;
                    }
                }
            }
        }
    }

    /** Says what became of a command. */
    void answer(ControlAnswer answer) {
        write(ControlJson.of(answer));
    }

    private void write(byte[] value) {
        try {
            producer().send(new ProducerRecord<>(name, KEY, value)).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "cannot write to topic %s: %s".formatted(name, e.getCause().getMessage()),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted before it was said", e);
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer =
                    new KafkaProducer<>(
                            kafka.producer(Map.of("max.block.ms", PATIENCE_MS)),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
        }
        return producer;
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(
                kafka.reader(
                        Map.of(
                                "allow.auto.create.topics", false,
                                "request.timeout.ms", PATIENCE_MS,
                                "default.api.timeout.ms", PATIENCE_MS)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    synchronized void onShutdown(
            @Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent shutdown) {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
