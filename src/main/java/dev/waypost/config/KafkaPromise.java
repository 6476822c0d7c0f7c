package dev.waypost.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The Kafka settings that carry the promise that no mail is lost: what they have to be, and why.
 * Whatever a route or a user says, every client gets {@link #CONSUMER} or {@link #PRODUCER}; a user
 * who says otherwise is told so instead of being ignored.
 */
public final class KafkaPromise {

    /** Of every consumer. */
    static final Map<String, Object> CONSUMER =
            Map.of(
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                    ConsumerConfig.CHECK_CRCS_CONFIG, true);

    /**
     * Milliseconds. How long a producer tries to write a report before it is told that it cannot,
     * if the user says nothing else; Kafka's own default. What was sent is not sent again: its
     * report is written anew, to where the topic has its partitions by then. A try without end
     * waits for ever where the partition is gone, with a topic that was made anew with fewer of
     * them, or where the broker refuses what the producer goes on repeating.
     */
    static final int REPORT_TIMEOUT = 120_000;

    private static final int LONGEST_REPORT_TIMEOUT = 600_000;

    /**
     * Octets. Room for the headers that are added to a record as large as the broker takes, and for
     * the status of a thousand recipients, each with its reply.
     */
    public static final int LARGEST_REQUEST = 64 << 20;

    /**
     * Of every producer. With more than one request on its way, a partition that is being made can
     * refuse the first batch and take the second one; the first is then out of order for ever
     * (KAFKA-15591, in brokers before 4.5).
     */
    static final Map<String, Object> PRODUCER =
            Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    1);

    /**
     * The default of every consumer: a mail of a transaction that was rolled back cannot be unsent.
     */
    public static final String ISOLATION = "read_committed";

    private record Rule(String key, Predicate<String> kept, String wanted) {

        static Rule only(String value, String key, String why) {
            return new Rule(key, value::equalsIgnoreCase, "must be " + value + ": " + why);
        }

        static Rule never(String key, String why) {
            return new Rule(key, value -> false, "cannot be set: " + why);
        }
    }

    private static final String BYTES = "keys and values are carried as bytes";

    private static final List<Rule> RULES =
            List.of(
                    Rule.never(
                            ConsumerConfig.GROUP_ID_CONFIG,
                            "the consumer group is waypost.group (WAYPOST_GROUP)"),
                    Rule.never(
                            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                            "pods of one name take each other's partitions for ever, and both send"
                                    + " what is in flight"),
                    Rule.only(
                            "false",
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            "an offset is committed when everything about its mail is written"),
                    Rule.only(
                            "earliest",
                            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                            "mails published before the first start would be passed over"),
                    Rule.only(
                            "true",
                            ConsumerConfig.CHECK_CRCS_CONFIG,
                            "a damaged record would be taken for a mail"),
                    new Rule(
                            ProducerConfig.ACKS_CONFIG,
                            value -> value.equals("all") || value.equals("-1"),
                            "must be all: a report that one broker holds can be lost with it"),
                    Rule.only(
                            "true",
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                            "a retry would be written twice"),
                    Rule.only(
                            "1",
                            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                            "with more, a report into a topic that was just made may wait for"
                                    + " ever"),
                    new Rule(
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            value -> atMost(LONGEST_REPORT_TIMEOUT, value),
                            "must be at most "
                                    + LONGEST_REPORT_TIMEOUT
                                    + ": a report whose partition is gone would hold up its mail"
                                    + " for that long"),
                    new Rule(
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            value -> atLeast(LARGEST_REQUEST, value),
                            "must be at least "
                                    + LARGEST_REQUEST
                                    + ": a record as large as the broker takes could not be put off"),
                    new Rule(
                            ProducerConfig.BUFFER_MEMORY_CONFIG,
                            value -> atLeast(LARGEST_REQUEST, value),
                            "must be at least "
                                    + LARGEST_REQUEST
                                    + ": a record that is larger than the buffer is never written"),
                    Rule.never(
                            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                            "reports are written without transactions"),
                    Rule.never(
                            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                            "nothing may change a record on its way"),
                    Rule.never(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, BYTES),
                    Rule.never(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, BYTES),
                    Rule.never(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, BYTES),
                    Rule.never(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, BYTES));

    private KafkaPromise() {}

    /** What each of these settings must be that would break the promise, by its whole key. */
    static Map<String, String> broken(Map<String, Object> given) {
        Map<String, String> broken = new TreeMap<>();
        for (Rule rule : RULES) {
            Object value = given.get(rule.key());
            if (value != null && !rule.kept().test(value.toString().strip())) {
                broken.put("kafka." + rule.key(), rule.wanted());
            }
        }
        return broken;
    }

    private static boolean atLeast(long least, String value) {
        return is(value, number -> number >= least);
    }

    private static boolean atMost(long most, String value) {
        return is(value, number -> number <= most);
    }

    private static boolean is(String value, LongPredicate bound) {
        try {
            return bound.test(Long.parseLong(value));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
