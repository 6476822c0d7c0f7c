package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypost.relay.Port;
import dev.waypost.relay.ReceivedMail;
import dev.waypost.relay.Rule;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.SubmissionFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * However the relay misbehaves: what is reported as accepted is with the relay, once; what failed
 * before the final dot is not; only what failed at the dot may be either.
 */
class HonestReportsTest {

    private static final int SENDERS = 16;
    private static final int MAILS = 40;

    private final Submissions submissions =
            new Submissions().impatient().set("waypost.delivery.connections", "5");
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

    @AfterEach
    void stop() {
        senders.shutdownNow();
        submissions.close();
    }

    @Test
    void reports_match_what_the_relay_has() throws Exception {
        for (int skip = 0; skip < 60; skip += 20) {
            for (String moment : List.of("MAIL", "RCPT", "DATA", "BODY", "DOT")) {
                whenever(moment).close().afterSkipping(skip).times(3);
                whenever(moment).reset().afterSkipping(skip).times(3);
                whenever(moment).replyAndClose("421 4.3.0 bye").afterSkipping(skip).times(2);
            }
            for (String moment : List.of("MAIL", "RCPT", "DATA", "DOT")) {
                whenever(moment).replyGarbage().afterSkipping(skip).times(2);
                whenever(moment).reply("451 4.3.0 later").afterSkipping(skip).times(3);
            }
            whenever("DOT").staySilent().afterSkipping(skip).times(2);
            whenever("DOT").close().losingTheMail().afterSkipping(skip).times(2);
        }
        Map<String, Object> outcomes = new ConcurrentHashMap<>();

        List<Future<?>> running = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            String name = "s" + sender;
            running.add(senders.submit(() -> sendAll(name, outcomes)));
        }
        for (Future<?> sender : running) {
            sender.get();
        }

        Map<String, Long> taken =
                submissions.relay.mails().stream()
                        .collect(
                                Collectors.groupingBy(
                                        ReceivedMail::subject, Collectors.counting()));
        assertThat(outcomes).hasSize(SENDERS * MAILS).containsValues("accepted", Phase.END_OF_DATA);
        outcomes.forEach(
                (subject, outcome) -> {
                    long copies = taken.getOrDefault(subject, 0L);
                    if (outcome.equals("accepted")) {
                        assertThat(copies).as(subject).isEqualTo(1);
                    } else if (outcome.equals(Phase.END_OF_DATA)) {
                        assertThat(copies).as(subject).isLessThanOrEqualTo(1);
                    } else {
                        assertThat(copies).as(subject + " failed in " + outcome).isZero();
                    }
                });
        assertThat(submissions.over(Port.SUBMISSION).pool().counts().leasedNow()).isZero();
    }

    private Rule.When whenever(String moment) {
        return submissions.relay.on(Port.SUBMISSION).whenCommand(moment);
    }

    private void sendAll(String sender, Map<String, Object> outcomes) {
        for (int i = 0; i < MAILS; i++) {
            String subject = sender + "-" + i;
            String filler = "x".repeat(i % 4 == 0 ? 40_000 : 40);
            byte[] text = Submissions.text("Subject: " + subject + "\r\n\r\n" + filler + "\r\n");
            try {
                submissions.submit(Port.SUBMISSION, Submissions.aMessage(text));
                outcomes.put(subject, "accepted");
            } catch (SubmissionFailure e) {
                outcomes.put(subject, e.trouble().phase());
            }
        }
    }
}
