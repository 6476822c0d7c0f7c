package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.camel.RelayMessage;
import dev.waypost.relay.Port;
import dev.waypost.relay.RelayPort;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.Symptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A relay that lets no further connection in goes on with those that it has let in. */
class NotLetInTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Submissions submissions = new Submissions();
    private final RelayPort port = submissions.relay.on(Port.SUBMISSION);

    @AfterEach
    void stop() {
        submissions.close();
    }

    /** How the door is shut. */
    enum Door {
        GREETS_450(port -> port.greet("450 4.7.1 rate of connections")),
        TLS_SESSIONS_421(
                port ->
                        port.whenCommand("STARTTLS")
                                .replyAndClose("421 4.7.0 too many new TLS sessions")),
        TLS_SESSIONS_454(port -> port.whenCommand("STARTTLS").reply("454 4.7.0 no TLS for now")),
        LOGINS_454(port -> port.whenCommand("AUTH").reply("454 4.7.0 too many logins")),
        CLOSES(port -> port.closeAt("EHLO")),
        REFUSES(RelayPort::refuseConnections);

        private final Consumer<RelayPort> shut;

        Door(Consumer<RelayPort> shut) {
            this.shut = shut;
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void mails_wait_for_an_open_connection(Door door) throws Exception {
        submissions.relay.login("u", "p");
        submissions.login("u", "p");
        CountDownLatch dot = new CountDownLatch(1);
        port.afterDot().reply("250 2.0.0 ok").holdUntil(dot).times(1);
        Future<RelayMessage> held = submissions.beside(() -> submissions.submit(Port.SUBMISSION));
        submissions.relay.await("the first dot", r -> r.mailCount() == 1, SOON);

        door.shut.accept(port);
        List<Future<RelayMessage>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(submissions.beside(() -> submissions.submit(Port.SUBMISSION)));
        }
        ConnectionCounts counts = submissions.over(Port.SUBMISSION).pool().counts();
        submissions.relay.await(
                "turned away",
                r -> counts.limits(RelayLimit.Kind.CONNECTIONS) > 0 && counts.leasedNow() == 1,
                SOON);
        dot.countDown();

        assertThat(held.get().report().reply().code()).isEqualTo(250);
        for (Future<RelayMessage> each : waiting) {
            assertThat(each.get().report().reply().code()).isEqualTo(250);
        }
    }

    @Test
    void without_any_open_connection_it_is_trouble_of_the_port() {
        port.greet("450 4.7.1 not now");

        assertThat(submissions.trouble(Port.SUBMISSION).phase()).isEqualTo(Phase.GREETING);
    }

    @Test
    void a_relay_that_went_away_has_nothing_open_that_mails_could_wait_for() throws Exception {
        submissions.submit(Port.SUBMISSION);

        port.refuseConnections();
        port.dropConnections();

        submissions.relay.await(
                "no connection",
                r -> submissions.trouble(Port.SUBMISSION).symptom() == Symptom.REFUSED,
                SOON);
    }
}
