package dev.waypost.simulation;

import dev.waypost.camel.RelayMessage;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.RecipientReply;
import dev.waypost.smtp.SmtpReply;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import dev.waypost.smtp.Symptom;
import dev.waypost.smtp.Trouble;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The relay behind its three ports. Answers each submission as the mail's script says, unless the
 * port or the login is in trouble; what it takes it takes whether or not the pod lives to hear it.
 */
final class FakeRelay {

    private static final double SECOND = 1e9;
    private static final Method REPORT = report();
    private static final Map<String, SmtpReply> REPLIES = new HashMap<>();

    private static final Door FINE = new Door(null, 0.02);

    private final Scheduler scheduler;
    private final Weather weather;
    private final Trace trace;
    private final Judge judge;
    private final Dice dice;

    FakeRelay(Scheduler scheduler, Weather weather, Trace trace, Judge judge, Dice dice) {
        this.scheduler = scheduler;
        this.weather = weather;
        this.trace = trace;
        this.judge = judge;
        this.dice = dice;
    }

    private static Method report() {
        try {
            Method accepted =
                    RelayMessage.class.getDeclaredMethod("accepted", SubmissionReport.class);
            accepted.setAccessible(true);
            return accepted;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A mail's way through a port.
     *
     * @param then told of the failure, or of null where the message has its report
     */
    void submit(Walk walk, RelayMessage message, int port, Consumer<SubmissionFailure> then) {
        Door door = door(port);
        Life life = walk.pod.life;
        if (door.trouble != null) {
            judge.deadlines.turnedAway(walk);
            boolean isShut = door.trouble.phase() == Phase.CONNECT && walk.pod.isRunning();
            walk.shutOutAt = isShut ? scheduler.now() : -1;
            trace.say(life, port, () -> walk + " finds " + port + " " + door.trouble.detail());
            scheduler.after(
                    life,
                    (long) (door.takes * SECOND),
                    () -> then.accept(new SubmissionFailure(door.trouble, List.of(), null)));
            return;
        }
        Mail mail = walk.entry.mail;
        RelayAnswer answer = mail.nextAnswer();
        trace.say(life, port * 31 + answer.ordinal(), () -> walk + " on " + port + ": " + answer);
        judge.submitted(walk, message.recipients());
        walk.latestAnswer = answer;
        long takes = (long) (answer.takes * SECOND * (0.8 + 0.4 * dice.nextDouble()));
        scheduler.after(
                null,
                takes,
                () -> {
                    List<RecipientReply> words = words(answer, message.recipients());
                    List<Acceptance> taken = new ArrayList<>();
                    if (answer.isTaken()) {
                        for (RecipientReply word : words) {
                            if (word.reply().code() == 250) {
                                taken.add(
                                        judge.accepted(
                                                walk, word.recipient(), answer.reply != null));
                            }
                        }
                    }
                    scheduler.after(
                            life,
                            dice.spread(1_000_000, 50_000_000),
                            () -> answer(walk, message, answer, words, taken, then));
                });
    }

    private void answer(
            Walk walk,
            RelayMessage message,
            RelayAnswer answer,
            List<RecipientReply> words,
            List<Acceptance> taken,
            Consumer<SubmissionFailure> then) {
        if (taken.isEmpty() || answer.reply == null) {
            Trouble trouble =
                    answer.reply == null
                            ? Trouble.of(answer.phase, answer.symptom, "as scripted")
                            : Trouble.reply(answer.phase, reply(answer.reply));
            walk.isInDoubt = answer.reply == null && answer.phase == Phase.END_OF_DATA;
            boolean asked = answer.phase.compareTo(Phase.RCPT) >= 0;
            then.accept(new SubmissionFailure(trouble, asked ? words : List.of(), null));
            return;
        }
        taken.forEach(acceptance -> acceptance.knownTo(walk.pod.life, scheduler.now()));
        walk.taken.addAll(taken);
        SubmissionReport report =
                new SubmissionReport(
                        reply("250 2.0.0 queued as 1A2B"), words, Map.of(), "TLSv1.3", false);
        try {
            REPORT.invoke(message, report);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        then.accept(null);
    }

    private static List<RecipientReply> words(RelayAnswer answer, List<String> recipients) {
        List<RecipientReply> words = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            words.add(
                    new RecipientReply(
                            recipients.get(i), reply(answer.toRecipient(i, recipients.size()))));
        }
        return words;
    }

    /** A probe's way through a port: null where it was let in. */
    void probe(Life life, int port, Consumer<Trouble> then) {
        Door door = door(port);
        scheduler.after(life, (long) (door.takes * SECOND), () -> then.accept(door.trouble));
    }

    private record Door(Trouble trouble, double takes) {}

    private Door door(int port) {
        if (weather.isFine()) {
            return FINE;
        }
        if (weather.is(Weather.Trouble.valueOf("PORT_" + port + "_REFUSES"))) {
            return new Door(Trouble.of(Phase.CONNECT, Symptom.REFUSED, "refuses"), 0.001);
        }
        if (weather.is(Weather.Trouble.valueOf("PORT_" + port + "_IS_SILENT"))) {
            return new Door(Trouble.of(Phase.CONNECT, Symptom.TIMEOUT, "is silent"), 10);
        }
        if (weather.is(Weather.Trouble.LOGIN_REFUSED)) {
            return new Door(Trouble.reply(Phase.AUTH, reply("535 5.7.8 bad credentials")), 0.02);
        }
        if (weather.is(Weather.Trouble.LOGIN_UNAVAILABLE)) {
            return new Door(Trouble.reply(Phase.AUTH, reply("454 4.7.0 try later")), 0.02);
        }
        if (weather.is(Weather.Trouble.LOGIN_TALKS_RUBBISH)) {
            return new Door(Trouble.of(Phase.AUTH, Symptom.GARBLED, "talks rubbish"), 0.02);
        }
        return FINE;
    }

    private static SmtpReply reply(String text) {
        synchronized (REPLIES) {
            return REPLIES.computeIfAbsent(text, t -> SmtpReply.parse(t).orElseThrow());
        }
    }
}
