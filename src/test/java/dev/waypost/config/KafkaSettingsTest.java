package dev.waypost.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has the say about a client's setting: the promise, then the user, then the route. */
class KafkaSettingsTest {

    private static final Map<String, Object> ROUTE =
            Map.of(
                    "group.id",
                    "other",
                    "session.timeout.ms",
                    10_000,
                    "heartbeat.interval.ms",
                    3_000,
                    "partition.assignment.strategy",
                    "sticky",
                    "enable.auto.commit",
                    true,
                    "max.poll.records",
                    16);

    @Test
    void what_the_user_sets_overrules_the_route() {
        Map<String, Object> member = user("session.timeout.ms", "45000").member(ROUTE);

        assertThat(member)
                .containsEntry("session.timeout.ms", "45000")
                .containsEntry("max.poll.records", 16)
                .containsEntry("group.id", "other");
    }

    @Test
    void nobody_overrules_the_promise() {
        KafkaSettings user = user("acks", "1");

        assertThat(user.member(ROUTE))
                .containsEntry("enable.auto.commit", false)
                .containsEntry("auto.offset.reset", "earliest");
        assertThat(user.producer(Map.of("acks", "0")))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true);
    }

    @Test
    void with_the_consumer_protocol_the_broker_has_the_say_about_sessions_and_assignment() {
        Map<String, Object> member = user("group.protocol", "consumer").member(ROUTE);

        assertThat(member)
                .containsEntry("group.protocol", "consumer")
                .doesNotContainKeys(
                        "session.timeout.ms",
                        "heartbeat.interval.ms",
                        "partition.assignment.strategy");
    }

    @Test
    void a_reader_belongs_to_no_group_and_sees_no_mail_of_a_transaction_rolled_back() {
        assertThat(user("group.protocol", "consumer").reader(Map.of()))
                .doesNotContainKeys("group.id", "group.protocol")
                .containsEntry("isolation.level", "read_committed");
    }

    @ParameterizedTest
    @CsvSource({
        "enable.auto.commit, true",
        "auto.offset.reset, latest",
        "auto.offset.reset, none",
        "check.crcs, false",
        "acks, 1",
        "enable.idempotence, false",
        "group.id, mine",
        "transactional.id, t",
        "interceptor.classes, x.Y",
        "group.instance.id, pod-1",
        "max.request.size, 1048576",
        "buffer.memory, 1048576",
        "delivery.timeout.ms, 2147483647",
        "max.in.flight.requests.per.connection, 5",
        "key.deserializer, x.Y",
        "value.deserializer, x.Y",
        "key.serializer, x.Y",
        "value.serializer, x.Y"
    })
    void a_setting_that_would_break_the_promise_is_refused_by_both_its_names(
            String key, String value) {
        assertThatThrownBy(() -> user(key, value).require())
                .isInstanceOf(RefusedSettings.class)
                .hasMessageStartingWith("kafka." + key + " (" + VariableName.of("kafka." + key));
    }

    @ParameterizedTest
    @CsvSource({
        "max.poll.records, many",
        "security.protocol, SASL",
        "request.timeout.ms, 5s",
        "retries, 0",
        "compression.type, zip"
    })
    void what_kafkas_clients_would_not_take_is_refused_at_once(String key, String value) {
        KafkaSettings settings = user(Map.of("bootstrap.servers", "k:9092", key, value));

        assertThat(settings.refusals()).containsOnlyKeys("kafka." + key);
    }

    @Test
    void the_consumer_protocol_and_what_it_forbids_are_refused_together() {
        KafkaSettings settings =
                user(
                        Map.of(
                                "bootstrap.servers", "k:9092",
                                "group.protocol", "consumer",
                                "session.timeout.ms", "2000"));

        assertThatThrownBy(settings::require).hasMessageContaining("KAFKA_SESSION_TIMEOUT_MS");
    }

    @ParameterizedTest
    @CsvSource({
        "group.protocol, consumer",
        "enable.auto.commit, FALSE",
        "auto.offset.reset, earliest",
        "acks, -1",
        "acks, all",
        "max.request.size, 134217728",
        "isolation.level, read_uncommitted",
        "session.timeout.ms, 45000"
    })
    void a_setting_that_keeps_it_is_let_pass(String key, String value) {
        assertThatCode(() -> user(Map.of("bootstrap.servers", "k:9092", key, value)).require())
                .doesNotThrowAnyException();
    }

    @Test
    void settings_are_read_from_properties_and_variables_an_empty_one_is_none() {
        KafkaSettings settings =
                new KafkaSettings(
                        new SmallRyeConfigBuilder()
                                .withSources(
                                        new PropertiesConfigSource(
                                                Map.of("kafka.client.id", "mail"), "file", 100),
                                        new EnvConfigSource(
                                                Map.of(
                                                        "KAFKA_BOOTSTRAP_SERVERS", "k:9092",
                                                        "KAFKA_SASL_JAAS_CONFIG", "",
                                                        "KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM",
                                                                "",
                                                        "HOME", "/"),
                                                300))
                                .build());

        assertThat(settings.brokers()).isEqualTo("k:9092");
        assertThat(settings.producer(Map.of()))
                .containsEntry("client.id", "mail")
                .containsEntry("ssl.endpoint.identification.algorithm", "")
                .doesNotContainKeys("sasl.jaas.config", "group.id");
    }

    private static KafkaSettings user(String key, String value) {
        return user(Map.of(key, value));
    }

    private static KafkaSettings user(Map<String, String> settings) {
        return new KafkaSettings(settings);
    }
}
