package dev.waypost.smtp.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.waypost.camel.RelayMessage;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.ReplyRules;
import dev.waypost.relay.Port;
import dev.waypost.relay.Rule;
import dev.waypost.smtp.SubmissionFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a relay does at whatever moment, with a login and without: it ends in bounded time, at
 * the next port where nothing is in doubt.
 */
class StrangeRelayTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private enum Oddity {
        SILENT,
        CLOSES,
        RESETS,
        DRIPS,
        RUBBISH,
        LINES_WITHOUT_END,
        A_LINE_WITHOUT_END
    }

    static Stream<Arguments> moments() {
        Stream<String> always =
                Stream.of("GREETING", "EHLO", "STARTTLS", "MAIL", "RCPT", "DATA", "DOT", "QUIT");
        Stream<String> atLogin = Stream.of("AUTH", "RESPONSE");
        return Stream.concat(
                always.flatMap(
                        moment -> Stream.of(arguments(moment, true), arguments(moment, false))),
                atLogin.map(moment -> arguments(moment, true)));
    }

    /** The oddities of a moment side by side: most of the time their timeouts run. */
    @ParameterizedTest(name = "{0}, login: {1}")
    @MethodSource("moments")
    void ends_well_in_bounded_time(String moment, boolean login) throws Exception {
        ExecutorService sideBySide = Executors.newCachedThreadPool();
        Map<Oddity, Future<OutcomeClass>> outcomes = new EnumMap<>(Oddity.class);
        for (Oddity oddity : Oddity.values()) {
            outcomes.put(oddity, sideBySide.submit(() -> outcome(moment, oddity, login)));
        }
        sideBySide.shutdown();

        for (Oddity oddity : Oddity.values()) {
            assertThat(outcomes.get(oddity)).as("%s", oddity).succeedsWithin(SOON);
            assertThat(outcomes.get(oddity).get())
                    .as("%s", oddity)
                    .isEqualTo(expected(moment, oddity));
        }
    }

    private static OutcomeClass outcome(String moment, Oddity oddity, boolean login) {
        try (Submissions submissions = new Submissions()) {
            for (String phase : List.of("greeting", "command", "data", "block", "end-of-data")) {
                submissions.set("waypost.delivery.timeout." + phase, "1s");
            }
            if (login) {
                submissions.relay.login("shop", "secret");
                submissions.login("shop", "secret");
            }
            if (moment.equals("RESPONSE")) {
                submissions
                        .relay
                        .onAllPorts()
                        .whenMechanism("PLAIN")
                        .reply("504 5.5.4 not this one");
            }
            script(submissions.relay.on(Port.SUBMISSION).whenCommand(moment), oddity);
            RelayMessage message = Submissions.aMessage();
            SubmissionFailure failure = submissions.failure(Port.SUBMISSION, message);
            submissions
                    .accounts()
                    .to(submissions.over(Port.SUBMISSION).pool().target())
                    .pool()
                    .close();
            return failure == null
                    ? OutcomeClass.ACCEPTED
                    : new OutcomeClassifier(ReplyRules.none())
                            .classify(failure.trouble())
                            .outcomeClass();
        }
    }

    private static OutcomeClass expected(String moment, Oddity oddity) {
        boolean endless = oddity == Oddity.LINES_WITHOUT_END || oddity == Oddity.A_LINE_WITHOUT_END;
        if (moment.equals("QUIT") || endless && moment.equals("DOT")) {
            return OutcomeClass.ACCEPTED;
        }
        return moment.equals("DOT") ? OutcomeClass.UNCERTAIN : OutcomeClass.FAILOVER;
    }

    private static Rule script(Rule.When when, Oddity oddity) {
        return switch (oddity) {
            case SILENT -> when.staySilent();
            case CLOSES -> when.close();
            case RESETS -> when.reset();
            case DRIPS -> when.reply("250 slowly").dripping(Duration.ofMillis(400));
            case RUBBISH -> when.replyGarbage();
            case LINES_WITHOUT_END -> {
                String[] lines = new String[300];
                Arrays.fill(lines, "250-on and on");
                yield when.reply(lines);
            }
            case A_LINE_WITHOUT_END -> when.reply("250 " + "x".repeat(200_000));
        };
    }
}
