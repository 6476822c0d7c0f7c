package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.Surroundings;
import dev.waypost.Thorough;
import dev.waypost.WaypostProcess;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A slow relay and a long queue: what waits is not read from the broker again and again. */
class FetchedOnceIT {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration DELAY = Duration.ofMillis(20);
    private static final int MAILS = 1500;
    private static final String TEXT = "x".repeat(1000);

    private final Surroundings world = new Surroundings();

    @BeforeEach
    void aLongQueue() {
        world.relay().onAllPorts().whenCommand("MAIL").reply("250 ok").after(DELAY);
        world.topics().create("outbound-mail", 3);
        for (int i = 0; i < MAILS; i++) {
            world.topics().send("outbound-mail", bytes("m-" + i), bytes(value(i)), Map.of());
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** With few in flight a partition pauses most often. */
    static List<Integer> inFlight() {
        return Thorough.from(List.of(4), List.of(16, 64));
    }

    @ParameterizedTest
    @MethodSource("inFlight")
    void a_record_is_fetched_little_more_than_once_whatever_is_in_flight(int concurrency)
            throws JMException {
        try (WaypostProcess waypost =
                world.settings().with("WAYPOST_DELIVERY_CONCURRENCY", concurrency).start()) {
            await().atMost(LONG).untilAsserted(() -> assertThat(world.arrived()).hasSize(MAILS));

            long fetched = octets("BytesOutPerSec");
            long written = octets("BytesInPerSec");
            System.out.printf(
                    "concurrency %d: %d octets of mail events fetched, %.1f times what there are%n",
                    concurrency, fetched, (double) fetched / written);
            assertThat(fetched).isLessThan(2 * written);
            assertThat(waypost.isAlive()).isTrue();
        }
    }

    /** Of the broker, which is in this process. */
    private static long octets(String meter) throws JMException {
        return (Long)
                ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(
                                new ObjectName(
                                        "kafka.server:type=BrokerTopicMetrics,name="
                                                + meter
                                                + ",topic=outbound-mail"),
                                "Count");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String value(int i) {
        return """
        {"id": "m-%d", "from": "shop@example.org", "to": ["user%d@example.org"],
         "subject": "m-%d", "text": "%s"}"""
                .formatted(i, i, i, TEXT);
    }
}
