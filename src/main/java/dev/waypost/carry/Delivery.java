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
import java.util.function.Consumer;
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
    private PendingReports reports = PendingReports.NONE;
    private boolean recalled;
    private boolean underWay;
    private boolean duplicate;

    private Delivery(Admission admission, MailRecord record) {
        this.admission = admission;
        this.record = record;
    }

    /**
     * A record that was just captured.
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
        return with(next -> next.history = behind).told();
    }

    Delivery decoded(MailEvent read) {
        return with(next -> next.event = read);
    }

    /** Whether another record of the same mail is carried at this moment. */
    Delivery claimed(boolean another) {
        return with(next -> next.underWay = another);
    }

    Delivery composed(Envelope made) {
        return with(next -> next.envelope = made);
    }

    /**
     * @param known how many others are known to have the mail
     */
    Delivery narrowedTo(List<String> left, int known, String marks) {
        return with(
                next -> {
                    next.recipients = left;
                    next.history = history.ended(known, 0);
                    next.duplicate = left.isEmpty();
                    next.acceptedMarks = marks;
                });
    }

    Delivery tried(AttemptLog pass) {
        return with(next -> next.attempts = pass).told();
    }

    Delivery marked(String marks) {
        return with(next -> next.acceptedMarks = marks);
    }

    Delivery concluded(DeliveryResult verdict, Receipts demanded) {
        return with(next -> next.result = verdict).demanding(demanded);
    }

    /** These are to be written: for its result, or because it belongs to another lane. */
    Delivery demanding(Receipts demanded) {
        return with(next -> next.reports = PendingReports.of(demanded)).told();
    }

    /** It was carried before: what it came to, and what of that is still to be written. */
    Delivery back(DeliveryResult verdict, Receipts demanded) {
        return with(next -> next.recalled = true).concluded(verdict, demanded);
    }

    Delivery writing(WholeRecord whole) {
        return with(next -> next.reports = reports.writing(whole));
    }

    /** The window knows at once what it holds: it is asked when nobody has a body any more. */
    private Delivery told() {
        if (admission != null) {
            admission.holds(this);
        }
        return this;
    }

    private Delivery with(Consumer<Delivery> news) {
        try {
            Delivery next = (Delivery) clone();
            news.accept(next);
            return next;
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

    /** What is to be written about it. */
    PendingReports reports() {
        return reports;
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

    /** The topic that the record belongs to instead; null where it is in its place. */
    public String laneTopic() {
        return reports.laneTopic();
    }

    /** The broker has the record that was written last. */
    @Override
    public void acknowledged(String topic) {
        reports.acknowledged(topic);
    }

    /** For logs: where it was read, and nothing that is in it. */
    @Override
    public String toString() {
        return "delivery of " + record;
    }
}
