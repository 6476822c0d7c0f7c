package dev.waypost.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waypost.PublishedSchemas;
import dev.waypost.Surroundings;
import dev.waypost.WaypostProcess;
import dev.waypost.kafka.TopicRecord;
import dev.waypost.relay.Port;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator says on the command line reaches the running artifact, and outlives it. */
class ControlIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Set<String> UNTIL = Set.of("trace", "log-level");
    private static final String CONTROL = "outbound-mail.control";

    private final Surroundings world = new Surroundings();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_pause_outlives_the_pod_and_ends_when_somebody_says_so() throws IOException {
        try (WaypostProcess first = world.settings().start().ready()) {
            String paused = say("pause", "--for", "1h", "--by", "ann", "the provider's window");

            assertThat(paused).contains("\tpaused (by ann: the provider's window) until ");
            assertThat(first.log()).contains("relay paused by ann until").contains("window");
            assertThat(first.page("/q/health/ready"))
                    .contains("paused, ")
                    .contains("by ann: the provider's window");
            assertThat(first.page("/q/metrics"))
                    .contains("waypost_relay_circuit{state=\"paused\"} 1.0");
            first.kill();
        }
        world.publish(0, 20);

        try (ConsoleClient console = new ConsoleClient();
                WaypostProcess second = world.settings().with(console.settings()).start()) {
            await("it is paused as the first was, and ready all the same")
                    .atMost(LONG)
                    .until(() -> second.page("/q/health/ready").contains("paused, "));
            second.ready();
            assertThat(world.relay().mails()).isEmpty();
            assertThat(world.topics().lag("waypost", "outbound-mail")).isEqualTo(20);

            say("resume", "--by", "ann", "it is over");

            await("all mails go").atMost(LONG).until(() -> world.arrived().size() == 20);
            assertThat(second.log()).contains("relay resumed by ann: it is over");

            console.lets_in_whom_it_should();
            console.tells_of_a_blocked_port_as_it_happens(world);
            console.shows_what_was_refused_and_why(world);
            console.finds_what_became_of_a_mail(world);
            traces(second);

            portsAndLevels(second);
            PublishedSchemas.checkControl(world.topics());
        }
    }

    /** The same process: it took long enough to start. */
    private void traces(WaypostProcess waypost) {
        assertThat(told("trace", "\"mail\":\"m-21\"")).contains("running, unlimited; ");
        assertThat(told("trace", "\"recipient\":\"user22@example.org\",\"addresses\":\"true\""))
                .contains("running, unlimited; ");

        world.publish(20, 24);

        await("all go")
                .atMost(LONG)
                .until(() -> world.arrived().containsAll(Set.of("m-20", "m-21", "m-22", "m-23")));
        assertThat(waypost.log())
                .contains("ann traces mail m-21 until ", "ann traces u***@example.org until ")
                .containsPattern("trace \\d+#\\d+ C: RCPT TO:<u\\*\\*\\*@example.org>")
                .contains(" C: RCPT TO:<user22@example.org>")
                .containsPattern("trace \\d+#\\d+ S: 250 ")
                .doesNotContain("user20@", "user21@", "user23@", "Hello 2", "Subject:");
    }

    private void portsAndLevels(WaypostProcess waypost) {
        world.relay().on(Port.SUBMISSION).refuseConnections();

        assertThat(say("try", "587")).contains("port 587 is shut in connect: ");
        assertThat(told("status", "")).contains("587 postponed (");
        assertThat(told("forget-ports", "\"port\":\"587\"")).contains("587 open, ");
        assertThat(told("try-ports", "\"port\":\"588\""))
                .contains("\"done\":false", "there is no port 588; there are 587");

        assertThat(
                        told(
                                "log-level",
                                "\"category\":\"dev.waypost.deliver\",\"level\":\"debug\","
                                        + "\"reason\":\"slow\""))
                .contains("running, unlimited; ");
        assertThat(waypost.log())
                .contains("ann logs dev.waypost.deliver at debug until ")
                .contains(": slow");
    }

    /** As whoever may write to the topic says it, and the answer. */
    private String told(String command, String details) {
        Instant now = Instant.now();
        int before = answers();
        String until = "\"until\":\"%s\",".formatted(now.plusSeconds(600));
        world.topics()
                .publish(
                        CONTROL,
                        "k",
                        "{\"id\":\"%s\",\"command\":\"%s\",\"by\":\"ann\",\"at\":\"%s\",%s\"details\":{%s}}"
                                .formatted(
                                        "id-" + before,
                                        command,
                                        now,
                                        UNTIL.contains(command) ? until : "",
                                        details));
        await("answered").atMost(LONG).until(() -> answers() > before);
        return world.topics().records(CONTROL).stream()
                .map(TopicRecord::text)
                .filter(text -> text.contains("\"answerTo\":\"id-" + before + "\""))
                .findFirst()
                .orElseThrow();
    }

    private int answers() {
        return (int)
                world.topics().records(CONTROL).stream()
                        .filter(record -> record.text().contains("\"answerTo\""))
                        .count();
    }

    private String say(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "control";
        System.arraycopy(words, 0, all, 1, words.length);
        try (WaypostProcess command = world.settings().arguments(all).start()) {
            assertThat(command.exitCode(LONG)).as(command.log()).isZero();
            return command.log();
        }
    }
}
