package dev.waypost.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.relay.Port;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Relays whose ports are not the customary three. */
class ProviderProfilesIT {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void the_ports_of_a_long_profile_are_tried_in_its_order() throws IOException {
        try (WaypostProcess waypost =
                world.settings().with("WAYPOST_RELAY_PROFILE", "smtp2go").start().ready()) {
            // Shut after the start, which would have found out before any mail.
            world.relay().on(Port.SUBMISSION).close();
            world.relay().on(Port.ALTERNATE).close();
            world.publish(0, 1);

            TopicRecord status =
                    world.topics().awaitRecords("outbound-mail.status", 1, LONG).get(0);

            List<String> tried =
                    new ObjectMapper()
                            .readTree(status.value())
                            .get("chain")
                            .findValuesAsText("port");
            assertThat(tried)
                    .startsWith(number(Port.SUBMISSION))
                    .endsWith(number(Port.IMPLICIT_TLS));
            // A slow start may have knocked at 8025 already.
            assertThat(
                            List.of(
                                    number(Port.SUBMISSION),
                                    number(Port.ALTERNATE),
                                    "8025",
                                    number(Port.IMPLICIT_TLS)))
                    .containsSubsequence(tried);
            assertThat(world.relay().mails(Port.IMPLICIT_TLS)).hasSize(1);
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    @Test
    void a_relay_with_one_port_leaves_lag_while_it_is_shut() {
        world.relay().on(Port.SUBMISSION).refuseConnections();
        world.publish(0, 3);

        try (WaypostProcess waypost =
                world.settings().with("WAYPOST_RELAY_PROFILE", "microsoft-365").start()) {
            await("it waits")
                    .atMost(LONG)
                    .until(() -> waypost.page("/q/health/ready").contains("unreachable, "));
            assertThat(world.topics().lag("waypost", "outbound-mail")).isEqualTo(3);

            world.relay().on(Port.SUBMISSION).open();

            world.relay().awaitMails(3, LONG);
            assertThat(world.topics().records("outbound-mail.dead-letter")).isEmpty();
            assertThat(world.relay().connections(Port.ALTERNATE)).isZero();
            assertThat(world.relay().connections(Port.IMPLICIT_TLS)).isZero();
        }
    }

    private String number(Port port) {
        return Integer.toString(world.relay().number(port));
    }
}
