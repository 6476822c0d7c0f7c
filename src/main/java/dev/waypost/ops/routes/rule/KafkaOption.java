package dev.waypost.ops.routes.rule;

import dev.waypost.ops.routes.EndpointUri;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An option of a {@code kafka:} endpoint that the promises rest on, by Camel's name or Kafka's.
 *
 * @param allowed the values that it may have; where there are none, it must not be said
 * @param consequence what any other value would do
 */
record KafkaOption(String name, Set<String> allowed, String consequence) {

    private static final String COMMITS =
            "offsets would be committed before mails have their ending";
    private static final String SKIPS = "mails would be passed over";
    private static final String BYTES = "the record would not be read and kept byte for byte";
    private static final String LOST = "a mail could be lost though it was written";

    private static final String OTHERS = "the promise's own Kafka settings would not hold";
    private static final String LATE =
            "a report would count as written before its transaction is committed";

    private static final String ELSEWHERE =
            "the mails, their retries and their dead letters would not be at one place";

    static final List<KafkaOption> CONSUMER =
            List.of(
                    new KafkaOption("brokers", Set.of(), ELSEWHERE),
                    new KafkaOption("bootstrapServers", Set.of(), ELSEWHERE),
                    new KafkaOption("autoCommitEnable", Set.of("false"), COMMITS),
                    new KafkaOption("enable.auto.commit", Set.of("false"), COMMITS),
                    new KafkaOption("allowManualCommit", Set.of("false"), COMMITS),
                    new KafkaOption("batching", Set.of("false"), COMMITS),
                    new KafkaOption("breakOnFirstError", Set.of("false"), COMMITS),
                    new KafkaOption("offsetRepository", Set.of(), COMMITS),
                    new KafkaOption("kafkaManualCommitFactory", Set.of(), COMMITS),
                    new KafkaOption("autoOffsetReset", Set.of("earliest"), SKIPS),
                    new KafkaOption("seekTo", Set.of(), "mails would be passed over or sent again"),
                    new KafkaOption("pollOnError", Set.of("RETRY"), SKIPS),
                    new KafkaOption("pollExceptionStrategy", Set.of(), SKIPS),
                    new KafkaOption(
                            "consumersCount",
                            Set.of("1"),
                            "the window would be asked by several polling threads of one route"),
                    new KafkaOption(
                            "isolationLevel",
                            Set.of("read_committed"),
                            "mails of a transaction that was rolled back would be sent"),
                    new KafkaOption("kafkaClientFactory", Set.of(), OTHERS),
                    new KafkaOption("headerFilterStrategy", Set.of(), BYTES),
                    new KafkaOption("keyDeserializer", Set.of(bytes("Deserializer")), BYTES),
                    new KafkaOption("valueDeserializer", Set.of(bytes("Deserializer")), BYTES),
                    new KafkaOption("headerDeserializer", Set.of(), BYTES),
                    new KafkaOption("interceptorClasses", Set.of(), BYTES),
                    new KafkaOption(
                            "groupInstanceId",
                            Set.of(),
                            "a second pod of the same name would put the first out"));

    static final List<KafkaOption> PRODUCER =
            List.of(
                    new KafkaOption("brokers", Set.of(), ELSEWHERE),
                    new KafkaOption("bootstrapServers", Set.of(), ELSEWHERE),
                    new KafkaOption("requestRequiredAcks", Set.of("all", "-1"), LOST),
                    new KafkaOption("acks", Set.of("all", "-1"), LOST),
                    new KafkaOption("enableIdempotence", Set.of("true"), LOST),
                    new KafkaOption("retries", Set.of("2147483647"), LOST),
                    new KafkaOption("transacted", Set.of("false"), LATE),
                    new KafkaOption("transactionalId", Set.of(), LATE),
                    new KafkaOption("kafkaClientFactory", Set.of(), OTHERS),
                    new KafkaOption("headerFilterStrategy", Set.of(), BYTES),
                    new KafkaOption(
                            "keySerializer",
                            Set.of(bytes("Serializer"), "dev.waypost.carry.WholeRecordSerializer"),
                            BYTES),
                    new KafkaOption(
                            "valueSerializer",
                            Set.of(bytes("Serializer"), "dev.waypost.carry.WholeRecordSerializer"),
                            BYTES),
                    new KafkaOption("key", Set.of(), BYTES),
                    new KafkaOption("partitionKey", Set.of(), BYTES),
                    new KafkaOption("headerSerializer", Set.of(), BYTES),
                    new KafkaOption("interceptorClasses", Set.of(), BYTES));

    private static String bytes(String what) {
        return "org.apache.kafka.common.serialization.ByteArray" + what;
    }

    /** Whether this option with this value breaks a promise. */
    boolean isBrokenBy(String option, String value) {
        return plain(name).equals(plain(option))
                && allowed.stream().noneMatch(value::equalsIgnoreCase);
    }

    /**
     * What an endpoint says of an option, by Camel's name or by Kafka's; {@code ""} for nothing.
     */
    static String of(EndpointUri endpoint, String option) {
        return endpoint.options().entrySet().stream()
                .filter(said -> plain(said.getKey()).equals(plain(option)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** The same where it is a number; empty where it is none, or too long for one. */
    static OptionalLong number(EndpointUri endpoint, String option) {
        String said = of(endpoint, option);
        return said.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(said))
                : OptionalLong.empty();
    }

    /** {@code maxPollRecords} is {@code additionalProperties.max.poll.records}. */
    private static String plain(String option) {
        return option.replaceFirst("^additionalProperties\\.", "")
                .replaceAll("[._-]", "")
                .toLowerCase(Locale.ROOT);
    }
}
