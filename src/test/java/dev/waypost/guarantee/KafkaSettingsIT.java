package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Test;

/** Kafka's own settings reach the clients that carry mail, or the start says why they cannot. */
class KafkaSettingsIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void the_newer_group_protocol_carries_mails_and_their_retries() throws Exception {
        try (Surroundings world = new Surroundings()) {
            world.topics().create("outbound-mail", 3);
            world.relay().onAllPorts().whenRecipient("user1@*").reply("450 4.2.1 busy").times(1);
            world.publish(0, 10);
            try (WaypostProcess waypost =
                    plain(world)
                            .with("KAFKA_GROUP_PROTOCOL", "consumer")
                            .with("WAYPOST_RETRY_SCHEDULE", "1s*20")
                            .start()) {
                await().atMost(SOON)
                        .untilAsserted(
                                () -> {
                                    assertThat(world.arrived()).hasSize(10);
                                    assertThat(world.topics().lag("waypost", "outbound-mail"))
                                            .isZero();
                                });
                assertThat(protocol(world, "waypost")).isEqualTo(GroupType.CONSUMER);
                assertThat(protocol(world, "waypost.retry")).isEqualTo(GroupType.CONSUMER);
                assertThat(waypost.isAlive()).isTrue();
            }
        }
    }

    @Test
    void a_setting_that_would_break_the_promise_stops_the_start_in_one_line() {
        try (Surroundings world = new Surroundings();
                WaypostProcess waypost = plain(world).with("KAFKA_ACKS", 1).start()) {
            assertThat(waypost.exitCode(SOON)).isEqualTo(1);

            assertThat(waypost.log().lines())
                    .filteredOn(line -> line.startsWith("waypost: "))
                    .singleElement()
                    .asString()
                    .startsWith("waypost: kafka.acks (KAFKA_ACKS) must be all");
            assertThat(waypost.log()).doesNotContain("\tat ");
        }
    }

    @Test
    void check_names_it_too() {
        try (Surroundings world = new Surroundings();
                WaypostProcess waypost =
                        plain(world).with("KAFKA_GROUP_ID", "mine").arguments("check").start()) {
            assertThat(waypost.exitCode(SOON)).isEqualTo(1);
            assertThat(waypost.log()).contains("kafka.group.id: error: cannot be set");
        }
    }

    private static GroupType protocol(Surroundings world, String group) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", world.kafka().bootstrapServers()))) {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).type();
        }
    }

    private static WaypostProcess.Settings plain(Surroundings world) {
        return new WaypostProcess.Settings()
                .with(WaypostProcess.environment(world.kafka().bootstrapServers(), world.relay()));
    }
}
