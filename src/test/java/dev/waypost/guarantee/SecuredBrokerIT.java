package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.SecuredListener;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that lets nobody in unasked: every client logs in, or none does and that is said. */
class SecuredBrokerIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int MAILS = 50;

    @ParameterizedTest
    @EnumSource
    void mails_flow_and_reports_are_written_for_another_group_too(SecuredListener listener) {
        try (Surroundings world = new Surroundings(listener)) {
            world.topics().create("outbound-mail", 3);
            world.publish(0, MAILS);
            world.topics().publish("outbound-mail", "k", "not json");
            if (listener == SecuredListener.SASL_PLAIN) {
                a_wrong_password_is_said_and_loses_nothing(world);
            }
            try (WaypostProcess waypost =
                    world.securedSettings().with("WAYPOST_GROUP", "other").start().ready()) {
                await().atMost(SOON)
                        .untilAsserted(
                                () ->
                                        assertThat(world.topics().lag("other", "outbound-mail"))
                                                .isZero());

                assertThat(world.arrived()).hasSize(MAILS);
                assertThat(world.duplicates()).isZero();
                assertThat(world.told()).hasSize(MAILS + 1);
                assertThat(world.topics().records("outbound-mail.dead-letter")).hasSize(1);
                assertThat(world.topics().committed("waypost", "outbound-mail")).isEmpty();
                assertThat(waypost.log()).doesNotContain("client-secret");
            }
        }
    }

    @Test
    void a_user_that_kafka_learns_of_later_needs_no_other_start() {
        try (Surroundings world = new Surroundings(SecuredListener.SCRAM_OVER_TLS)) {
            world.topics().create("outbound-mail", 3);
            world.publish(0, MAILS);
            world.kafka().dropUser();
            try (WaypostProcess waypost = world.securedSettings().start()) {
                await().atMost(SOON)
                        .until(
                                () ->
                                        waypost.page("/q/health/ready")
                                                .contains("Authentication failed"));

                world.kafka().addUser();

                await("all is told and committed")
                        .atMost(SOON)
                        .until(() -> world.topics().lag("waypost", "outbound-mail") == 0);
                assertThat(world.told()).hasSize(MAILS);
                assertThat(world.duplicates()).isZero();
            }
        }
    }

    private static void a_wrong_password_is_said_and_loses_nothing(Surroundings world) {
        String right = world.kafka().login().get("sasl.jaas.config");
        try (WaypostProcess waypost =
                world.securedSettings()
                        .with("KAFKA_SASL_JAAS_CONFIG", right.replace("client-", "wrong-"))
                        .start()) {
            await().atMost(SOON)
                    .untilAsserted(
                            () ->
                                    assertThat(waypost.page("/q/health/ready"))
                                            .contains("Authentication failed"));
            assertThat(waypost.status("/q/health/ready")).isEqualTo(503);
            assertThat(waypost.log()).doesNotContain("wrong-secret");
        }
        assertThat(world.arrived()).isEmpty();
    }
}
