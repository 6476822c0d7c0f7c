package dev.waypost.carry;

import dev.waypost.commit.Admission;
import dev.waypost.commit.InFlight;
import dev.waypost.compose.Envelope;
import dev.waypost.config.Accountable;
import dev.waypost.deliver.AttemptLog;
import dev.waypost.deliver.Submittable;
import dev.waypost.intake.MailEvent;
import dev.waypost.intake.MailEventDecoder;
import dev.waypost.intake.MailRecord;
import dev.waypost.lane.Lane;
import dev.waypost.report.DeliveryHistory;
import dev.waypost.report.DeliveryResult;
import dev.waypost.report.Receipts;
import dev.waypost.report.RecordPlace;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * One record on its way from Kafka to its committed offset, and all that is known of it: the body
 * of every step of {@code carry}. A step returns it with what the step found out. Never changed
 * once it is returned, but for the attempts of the pass, so that a copy of the exchange ({@code
 * wireTap}) keeps what it was given. Routes may read it: {@code ${body.event.stream}}.
 */
@RegisterForReflection
public final class Delivery implements InFlight, Submittable, Accountable, Cloneable {

    private final Admission admission;
    private final MailRecord record;
    private DeliveryHistory history;
    private MailEvent event;
    private Envelope envelope;
    private List<String> recipients = List.of();
    private AttemptLog attempts;
    private String acceptedMarks;
    private DeliveryResult result;
    private Receipts receipts;
    private WholeRecord outgoing;
    private boolean recalled;
    private boolean underWay;
    private boolean duplicate;
    private boolean deferred;
    private boolean deadLettered;
    private boolean misplaced;

    private Delivery(Admission admission, MailRecord record) {
        this.admission = admission;
        this.record = record;
    }

    /**
     * A record that has just come through the door.
     *
     * @param admission its place in the window; null where it never was there
     */
    public static Delivery of(Admission admission, MailRecord record) {
        return new Delivery(admission, record).told();
    }

    /**
     * The delivery that an exchange carries.
     *
     * @throws IllegalStateException where a step has put something else into the body
     */
    public static Delivery in(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Delivery delivery) {
            return delivery;
        }
        throw new IllegalStateException(
                "the message holds no delivery but "
                        + (body == null ? "nothing" : body.getClass().getName())
                        + ": leave the body as the step before makes it");
    }

    Delivery opened(DeliveryHistory behind) {
        Delivery next = copy();
        next.history = behind;
        return next.told();
    }

    Delivery decoded(MailEvent read) {
        Delivery next = copy();
        next.event = read;
        return next;
    }

    /** Whether another record of the same mail is carried at this moment. */
    Delivery claimed(boolean another) {
        Delivery next = copy();
        next.underWay = another;
        return next;
    }

    Delivery composed(Envelope made) {
        Delivery next = copy();
        next.envelope = made;
        return next;
    }

    /**
     * @param known how many others are known to have the mail
     */
    Delivery narrowedTo(List<String> left, int known, String marks) {
        Delivery next = copy();
        next.recipients = left;
        next.history = history.ended(known, 0);
        next.duplicate = left.isEmpty();
        next.acceptedMarks = marks;
        return next;
    }

    Delivery tried(AttemptLog pass) {
        Delivery next = copy();
        next.attempts = pass;
        return next.told();
    }

    Delivery marked(String marks) {
        Delivery next = copy();
        next.acceptedMarks = marks;
        return next;
    }

    Delivery concluded(DeliveryResult verdict, Receipts demanded) {
        Delivery next = copy();
        next.result = verdict;
        next.receipts = demanded;
        next.deferred = verdict.isDeferred();
        next.deadLettered = verdict.isDeadLettered();
        next.misplaced = false;
        return next.told();
    }

    /** It belongs to another lane: its record is to be written to the topic of these receipts. */
    Delivery moving(Receipts demanded) {
        Delivery next = copy();
        next.receipts = demanded;
        next.misplaced = true;
        return next.told();
    }

    /** It was carried before: what it came to, and what of that is still to be written. */
    Delivery back(DeliveryResult verdict, Receipts demanded) {
        Set<Receipts.Report> missing = demanded == null ? Set.of() : demanded.missing();
        Delivery next = copy();
        next.recalled = true;
        next.result = verdict;
        next.receipts = demanded;
        next.deferred = missing.contains(Receipts.Report.RETRY);
        next.deadLettered = missing.contains(Receipts.Report.DEAD_LETTER);
        next.misplaced = missing.contains(Receipts.Report.LANE);
        return next.told();
    }

    Delivery writing(WholeRecord next) {
        Delivery writing = copy();
        writing.outgoing = next;
        return writing;
    }

    /** The window knows at once what it holds: it is asked when nobody has a body any more. */
    private Delivery told() {
        if (admission != null) {
            admission.holds(this);
        }
        return this;
    }

    private Delivery copy() {
        try {
            return (Delivery) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Admission admission() {
        return admission;
    }

    @Override
    public boolean isWaiting() {
        return history == null || attempts != null && attempts.isUnderWay();
    }

    /** Who goes first where mails wait: its topic's. */
    public Lane lane() {
        return admission == null ? Lane.NORMAL : admission.lane();
    }

    /** As it came from Kafka. */
    public MailRecord record() {
        return record;
    }

    /** What it has behind it; null before {@code redeliveries.open}. */
    public DeliveryHistory history() {
        return history;
    }

    /** The mail event; null before it is decoded, and where it cannot be. */
    public MailEvent event() {
        return event;
    }

    /** The event's id, also where it is refused; the record's place where none can be read. */
    public String mailId() {
        String id = event == null ? new MailEventDecoder().id(record) : event.id();
        return id == null ? RecordPlace.of(record).toString() : id;
    }

    /** Null before the mail is composed. */
    public Envelope envelope() {
        return envelope;
    }

    /** Those of the envelope that the mail is still to reach. */
    public List<String> recipients() {
        return recipients;
    }

    /** The pass over the ports; null before {@code portFailover.begin}. */
    @Override
    public AttemptLog attempts() {
        return attempts;
    }

    /** Who is known to have the mail, for the status event; null where nobody is. */
    public String acceptedMarks() {
        return acceptedMarks;
    }

    /** What became of the mail; null before the verdict. */
    public DeliveryResult result() {
        return result;
    }

    /** What the result demands in Kafka; null before the verdict. */
    public Receipts receipts() {
        return receipts;
    }

    /** What the next {@code kafka:} endpoint writes; null before a record was made. */
    public WholeRecord outgoing() {
        return outgoing;
    }

    /** Whether it was carried before, and only the record of that could not be written. */
    public boolean isRecalled() {
        return recalled;
    }

    /** Whether another record of the same mail is carried at this moment. */
    public boolean isUnderWay() {
        return underWay;
    }

    /** Whether nobody is left who has not got the mail. */
    public boolean isDuplicate() {
        return duplicate;
    }

    /** Whether a port of this pass began with the message and broke off. */
    public boolean isBrokenOff() {
        return attempts != null && attempts.brokenOff().isPresent();
    }

    /** Whether a status event is to be written. */
    public boolean isStatusDue() {
        return result != null && result.news();
    }

    /** Whether a retry record is to be written. */
    public boolean isDeferred() {
        return deferred;
    }

    /** Whether a dead letter is to be written. */
    public boolean isDeadLettered() {
        return deadLettered;
    }

    /** Whether the record is to be written to the topic of another lane. */
    public boolean isMisplaced() {
        return misplaced;
    }

    /** The topic that the record belongs to instead; null where it is in its place. */
    public String laneTopic() {
        return receipts == null ? null : receipts.target();
    }

    /** The broker has the record that was written last. */
    @Override
    public void acknowledged(String topic) {
        if (outgoing != null) {
            outgoing.acknowledged(topic);
        }
    }

    /** For logs: where it was read, and nothing that is in it. */
    @Override
    public String toString() {
        return "delivery of " + record;
    }
}
