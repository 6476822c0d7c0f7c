package dev.waypost.deliver;

import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.PortUnavailable;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.PhaseTimes;
import dev.waypost.smtp.SubmissionFailure;
import dev.waypost.smtp.SubmissionReport;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a submission port is asked and told, before and after a message is handed over: admit, then
 * settled or failed. It keeps the pass's {@link AttemptLog} and the {@link PortHealth}; the verdict
 * itself is the classifier's, and where it leads is the routes'. Stateless but for port health; any
 * thread.
 */
@Singleton
public class PortFailover {

    private final PortHealth health;
    private final RefusalBreaker breaker;
    private final OutcomeClassifier classifier;
    private final RecipientOutcomes recipients;
    private final LongSupplier nanoTime;
    private final Map<String, SubmissionPort> ports =
            Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile Consumer<Attempt> listener = any -> {};

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    @Inject
    public PortFailover(
            PortHealth health,
            RefusalBreaker breaker,
            OutcomeClassifier classifier,
            LongSupplier nanoTime) {
        this.health = health;
        this.breaker = breaker;
        this.classifier = classifier;
        this.recipients = new RecipientOutcomes(classifier);
        this.nanoTime = nanoTime;
    }

    /**
     * Lets the message through to this port, or not.
     *
     * @throws PortUnavailable at once, where the port is postponed and another is not
     */
    public AttemptLog.Open admit(AttemptLog log, SubmissionPort port) throws PortUnavailable {
        String name = port.name();
        ports.put(name, port); // the latest word: an edited route may say another number
        if (!health.admits(name)) {
            String why = health.postponed(name).map(it -> it.reason().slug()).orElse("");
            throw new PortUnavailable(
                    new Outcome(
                            OutcomeClass.FAILOVER,
                            Scope.PORT,
                            Reason.POSTPONED,
                            Phase.CONNECT,
                            null,
                            "port " + name + " is postponed: " + why,
                            null));
        }
        log.begun();
        return new AttemptLog.Open(log, port, new PhaseTimes(nanoTime));
    }

    /** The relay took the message; it may still have refused some of the recipients. */
    public void settled(AttemptLog.Open attempt, SubmissionReport report) {
        health.succeeded(attempt.port().name());
        AttemptLog log = attempt.log();
        Outcome accepted = classifier.accepted(report.reply());
        log.add(ended(attempt, accepted));
        log.reported(report);
        breaker.accepted();
        recipients.accepted(log, report, accepted);
    }

    /**
     * The relay did not take the message.
     *
     * @throws DeliveryFailure always: the verdict, as the routes tell the cases apart
     */
    public void failed(AttemptLog.Open attempt, Exception cause) throws DeliveryFailure {
        SubmissionFailure failure = SubmissionFailure.of(cause);
        SubmissionPort port = attempt.port();
        Outcome seen = classifier.classify(failure.trouble());
        Outcome outcome = failure.isWhileOthersGo() ? RecipientOutcomes.besideOthers(seen) : seen;
        AttemptLog log = attempt.log();
        log.add(ended(attempt, outcome));
        switch (outcome.outcomeClass()) {
            case FAILOVER -> health.failed(port.name(), outcome.reason());
            case HALT, SLOW -> {}
            default -> {
                if (failure.trouble().reply() != null) {
                    health.succeeded(port.name());
                }
                outcome = massRefusal(recipients.failed(log, failure, outcome));
            }
        }
        throw OutcomeClassifier.failure(outcome);
    }

    /** There is such a port, before any mail has come by. */
    void know(SubmissionPort port) {
        ports.putIfAbsent(port.name(), port);
        health.know(port.name());
    }

    /** The ports, by name, in the order of the routes, or as mails came by them. */
    public Map<String, SubmissionPort> ports() {
        synchronized (ports) {
            return new LinkedHashMap<>(ports);
        }
    }

    /** One refusal is the mail's trouble; nearly all of them are the configuration's. */
    private Outcome massRefusal(Outcome outcome) {
        if (outcome.outcomeClass() != OutcomeClass.REJECT || !breaker.refused(outcome.reason())) {
            return outcome;
        }
        return new Outcome(
                OutcomeClass.HALT,
                Scope.RELAY,
                Reason.MASS_REFUSAL,
                outcome.phase(),
                outcome.reply(),
                Reason.MASS_REFUSAL.advice() + " The last one: " + outcome.detail(),
                null);
    }

    private Attempt ended(AttemptLog.Open attempt, Outcome outcome) {
        PhaseTimes times = attempt.times();
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - times.begun());
        Attempt ended = new Attempt(attempt.port(), outcome, took, times);
        listener.accept(ended);
        return ended;
    }

    /**
     * Tells of every attempt when it ends, whatever becomes of its mail.
     *
     * @param listener called on the thread of the attempt
     */
    public void onAttempt(Consumer<Attempt> listener) {
        this.listener = listener;
    }
}
