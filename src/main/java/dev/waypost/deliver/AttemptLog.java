package dev.waypost.deliver;

import dev.waypost.classify.Outcome;
import dev.waypost.classify.OutcomeClass;
import dev.waypost.compose.Envelope;
import dev.waypost.lane.Lane;
import dev.waypost.smtp.Phase;
import dev.waypost.smtp.PhaseTimes;
import dev.waypost.smtp.SubmissionReport;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one pass over the ports came to: the attempts in their order and, at the end, an outcome for
 * each remaining recipient. Every attempt gets a copy of the exchange but the same log. One thread
 * at a time.
 */
@RegisterForReflection
public final class AttemptLog {

    private final Lane lane;
    private final Envelope envelope;
    private final List<String> remaining;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, Outcome> recipients = new LinkedHashMap<>();
    private SubmissionReport report;

    /** Seen by whoever asks for health. */
    private volatile boolean underWay;

    public AttemptLog(Envelope envelope, List<String> remaining) {
        this(envelope, remaining, Lane.NORMAL);
    }

    /**
     * @param remaining the recipients of this pass
     * @param lane who goes first where mails wait
     */
    public AttemptLog(Envelope envelope, List<String> remaining, Lane lane) {
        this.lane = lane;
        this.envelope = envelope;
        this.remaining = List.copyOf(remaining);
    }

    void begun() {
        underWay = true;
    }

    /** Whether a port has the mail right now. */
    public boolean isUnderWay() {
        return underWay;
    }

    void add(Attempt attempt) {
        underWay = false;
        attempts.add(attempt);
    }

    void reported(SubmissionReport report) {
        this.report = report;
    }

    /** One recipient's outcome in this pass. */
    public void outcome(String recipient, Outcome outcome) {
        recipients.put(recipient, outcome);
    }

    /** Who goes first where mails wait. */
    public Lane lane() {
        return lane;
    }

    public Envelope envelope() {
        return envelope;
    }

    /** The message's id, the same on every attempt. */
    public String messageId() {
        return envelope.messageId();
    }

    /** Octets of the message. */
    public int size() {
        return envelope.message().length;
    }

    /** The recipients of this pass: those without a final outcome from an earlier one. */
    public List<String> remaining() {
        return remaining;
    }

    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /**
     * What a port came to that began with the message and broke off, the last such port's; empty
     * where none began. RFC 5321 section 3.8 has it count as 451, whatever the other ports said.
     */
    public Optional<Outcome> brokenOff() {
        return attempts.stream()
                .map(Attempt::outcome)
                .filter(outcome -> outcome.outcomeClass() == OutcomeClass.FAILOVER)
                .filter(outcome -> outcome.phase().compareTo(Phase.MAIL) >= 0)
                .reduce((earlier, later) -> later);
    }

    /** Gives each recipient the outcome of the port that broke off, as one to be tried again. */
    public void putOff() {
        Outcome deferred = brokenOff().orElseThrow().deferred();
        remaining.forEach(recipient -> outcome(recipient, deferred));
    }

    /** The relay's word on its acceptance; null where it accepted nothing. */
    public SubmissionReport report() {
        return report;
    }

    /** Each recipient's outcome in this pass, in envelope order; empty while there is none. */
    public Map<String, Outcome> recipients() {
        return Collections.unmodifiableMap(recipients);
    }

    /** The recipients that the relay accepted the message for. */
    public List<String> accepted() {
        return recipients.entrySet().stream()
                .filter(recipient -> recipient.getValue().outcomeClass() == OutcomeClass.ACCEPTED)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A try on a port that has begun. */
    public record Open(AttemptLog log, SubmissionPort port, PhaseTimes times) {

        /** For logs: where. */
        @Override
        public String toString() {
            return "an attempt on port " + port.name();
        }
    }
}
