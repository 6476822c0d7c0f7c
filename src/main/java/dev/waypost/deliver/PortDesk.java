package dev.waypost.deliver;

import dev.waypost.classify.DeliveryFailure;
import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.classify.OutcomeClassifier;
import dev.waypost.classify.Phase;
import dev.waypost.classify.PortUnavailable;
import dev.waypost.classify.Reason;
import dev.waypost.classify.Scope;
import dev.waypost.compose.Envelope;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;

/**
 * What a port route calls, before and after it hands the message over: admit, then settled or
 * failed. It keeps the pass's {@link AttemptLog} and the {@link PortMemory}; the verdict itself is
 * the classifier's, and where it leads is the routes'. Stateless but for the memory; any thread.
 */
@Singleton
@Named("portDesk")
@RegisterForReflection
public class PortDesk {

    /** Exchange property: the pass's {@link AttemptLog}. */
    public static final String ATTEMPTS = "attempts";

    /** Exchange property: the recipients of an earlier pass that are left, a list of addresses. */
    public static final String REMAINING = "remaining";

    /** Exchange property: the recipients that the relay accepted the message for. */
    public static final String ACCEPTED = "accepted";

    /** Exchange property: whether a port of this pass began with the message and broke off. */
    private static final String BROKEN_OFF = "brokenOff";

    private static final String PORT = "port";
    private static final String STARTED = "attemptStarted";

    private final PortMemory memory;
    private final RefusalBreaker breaker;
    private final OutcomeClassifier classifier;
    private final RecipientOutcomes recipients;
    private final LongSupplier nanoTime;
    private final Map<String, SubmissionPort> ports =
            Collections.synchronizedMap(new LinkedHashMap<>());

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    @Inject
    public PortDesk(
            PortMemory memory,
            RefusalBreaker breaker,
            OutcomeClassifier classifier,
            LongSupplier nanoTime) {
        this.memory = memory;
        this.breaker = breaker;
        this.classifier = classifier;
        this.recipients = new RecipientOutcomes(classifier);
        this.nanoTime = nanoTime;
    }

    /** Begins a pass: the body is the {@link Envelope}; property {@code remaining} narrows it. */
    public void begin(Exchange exchange) {
        Envelope envelope = exchange.getMessage().getBody(Envelope.class);
        List<?> remaining = exchange.getProperty(REMAINING, List.class);
        List<String> narrowed =
                remaining == null
                        ? envelope.recipients()
                        : envelope.recipients().stream().filter(remaining::contains).toList();
        exchange.setProperty(ATTEMPTS, new AttemptLog(envelope, narrowed));
    }

    /**
     * Lets the message through to this port, or not.
     *
     * @param name what the memory knows the port by: its customary number
     * @param number where it really listens
     * @param implicitTls TLS from the first byte instead of STARTTLS
     * @throws PortUnavailable at once, where the port is postponed and another is not
     */
    public void admit(Exchange exchange, String name, String host, int number, boolean implicitTls)
            throws PortUnavailable {
        AttemptLog log = log(exchange);
        SubmissionPort port = new SubmissionPort(name, host, number, implicitTls);
        ports.put(name, port); // the latest word: an edited route may say another number
        noteBrokenOff(exchange, log);
        if (!memory.admits(name)) {
            throw new PortUnavailable(
                    new Outcome(
                            OutcomeClass.FAILOVER,
                            Scope.PORT,
                            Reason.POSTPONED.slug(),
                            Phase.CONNECT,
                            null,
                            "port " + name + " is postponed: " + memory.view().get(name),
                            null));
        }
        exchange.setProperty(PORT, port);
        exchange.setProperty(STARTED, nanoTime.getAsLong());
        exchange.getMessage().setBody(new RelayMessage(log.envelope(), log.remaining()));
    }

    /** The relay took the message; it may still have refused some of the recipients. */
    public void settled(Exchange exchange) {
        SubmissionPort port = port(exchange);
        memory.succeeded(port.name());
        AttemptLog log = log(exchange);
        SubmissionReport report = exchange.getMessage().getBody(RelayMessage.class).report();
        Outcome accepted = classifier.accepted(report.reply());
        log.add(new Attempt(port, accepted, took(exchange)));
        log.reported(report);
        breaker.accepted();
        recipients.accepted(log, report, accepted);
        exchange.setProperty(ACCEPTED, log.accepted());
    }

    /**
     * The relay did not take the message.
     *
     * @throws DeliveryFailure always: the verdict, as the routes tell the cases apart
     */
    public void failed(Exchange exchange) throws DeliveryFailure {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        SubmissionFailure failure = SubmissionFailure.of(cause);
        SubmissionPort port = port(exchange);
        Outcome outcome = classifier.classify(failure.trouble());
        AttemptLog log = log(exchange);
        log.add(new Attempt(port, outcome, took(exchange)));
        noteBrokenOff(exchange, log);
        switch (outcome.outcomeClass()) {
            case FAILOVER -> memory.failed(port.name(), outcome.reason());
            case HALT, SLOW -> {}
            default -> {
                if (failure.trouble().reply() != null) {
                    memory.succeeded(port.name());
                }
                outcome = massRefusal(recipients.failed(log, failure, outcome));
            }
        }
        throw OutcomeClassifier.failure(outcome);
    }

    /** There is such a port, before any mail has come by. */
    void know(SubmissionPort port) {
        ports.putIfAbsent(port.name(), port);
        memory.know(port.name());
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
                Reason.MASS_REFUSAL.slug(),
                outcome.phase(),
                outcome.reply(),
                Reason.MASS_REFUSAL.advice() + " The last one: " + outcome.detail(),
                null);
    }

    // A property of an earlier attempt is gone; the log is the same for all of them.
    private static void noteBrokenOff(Exchange exchange, AttemptLog log) {
        exchange.setProperty(BROKEN_OFF, log.brokenOff().isPresent());
    }

    private Duration took(Exchange exchange) {
        Long started = exchange.getProperty(STARTED, Long.class);
        return started == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - started);
    }

    private static SubmissionPort port(Exchange exchange) {
        return exchange.getProperty(PORT, SubmissionPort.class);
    }

    private static AttemptLog log(Exchange exchange) {
        return exchange.getProperty(ATTEMPTS, AttemptLog.class);
    }
}
