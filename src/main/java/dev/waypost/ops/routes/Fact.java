package dev.waypost.ops.routes;

/**
 * What is known of a record on its way through the routes: what happened to it so far.
 *
 * <p>The first text is how a route comes to it, the second what happens without it.
 */
public enum Fact {
    /** The thread that polls Kafka has it still. */
    ON_POLL("", ""),
    /** It comes from a retry topic. */
    RETRYING("", ""),
    DUE_KNOWN(
            "`setProperty: {name: notBefore, method: {ref: redeliveries, method: dueAt}}`",
            "a mail that was put off would be carried at once, its backoff ignored"),
    ADMITTED(
            "a filter on the method inFlightWindow.admit",
            "records would be carried that the window does not know, and its offsets say nothing"),
    /** It was asked whether the record is let in, and the answer was no. */
    NOT_ADMITTED("", ""),
    TAKEN(
            "`bean: {ref: recordCapture, method: take}`",
            "the record's own headers would reach the mail or steer the route"),
    CAUGHT_UP(
            "`bean: {ref: statusTail, method: awaitCaughtUp}`",
            "a mail that was accepted before this start would be sent again"),
    OPENED(
            "`bean: {ref: redeliveries, method: open}`",
            "what lies behind the record would be forgotten, its attempts uncounted"),
    /** Whether only its writing is left is known. */
    RECALLABLE("", ""),
    RECALL_ASKED(
            "`bean: {ref: unwrittenReports, method: recall}` and a filter on `recalled`",
            "a mail of which only the record could not be written would be sent again"),
    /** What could not be written about it is kept, to be written when it comes back. */
    REMEMBERED("", ""),
    LANE_ASKED("`bean: {ref: laneChange, method: ask}`", "its priority would say nothing"),
    MISPLACED("", ""),
    IN_PLACE("", ""),
    DECODED("`bean: {ref: mailEvents, method: decode}`", "there is no mail event yet"),
    TIMELY(
            "`bean: {ref: redeliveries, method: checkTime}`",
            "a mail that has expired, or is not to be sent yet, would be sent"),
    CLAIM_ASKED(
            "`bean: {ref: seenEvents, method: claim}`",
            "two records of one mail would be carried at once, and sent twice"),
    CLAIMED(
            "a filter on `underWay` that gives the record back and stops",
            "two records of one mail would be carried at once, and sent twice"),
    UNCLAIMED("", ""),
    COMPOSED("`bean: {ref: mimeComposer, method: compose}`", "there is no envelope yet"),
    NARROWED(
            "`bean: {ref: seenEvents, method: skipAccepted}`",
            "recipients that the mail has reached before would get it again"),
    FRESH(
            "the branch of a choice where `duplicate` does not hold",
            "a mail that was accepted before would be sent again"),
    DUPLICATE(
            "the branch of a choice where `duplicate` holds",
            "a mail would count as accepted before, and never be sent"),
    BEGUN("`bean: {ref: portFailover, method: begin}`", "no attempt would be counted"),
    SENT("`to: direct:deliver`", "the relay has not taken the mail on every way that leads here"),
    MARKED(
            "`bean: {ref: seenEvents, method: accepted}`",
            "an accepted mail would not be known as such, and be sent again"),
    CIRCUIT_TOLD(
            "`bean: {ref: relayCircuit, method: accepted}`",
            "the circuit would never hear that the relay takes mails again"),
    VERDICT(
            "a method of deliveryResults, then `to: direct:report`",
            "nothing is written about the mail, so it would be lost without a word"),
    OWES_RETRY("`retryRecord.write` and its retry topic", "a mail that was put off would be lost"),
    OWES_DEAD_LETTER("`deadLetter.write` and its topic", "a rejected mail would leave no trace"),
    OWES_STATUS("`statusEvent.write` and its topic", "nobody would hear what became of the mail"),
    OWES_MOVE(
            "`laneChange.write` and the topic in property `laneTopic`",
            "a mail that belongs to another lane would be lost"),
    /** Another route carries it on. */
    HANDED_ON("", ""),
    DONE("", ""),
    RELEASED("", "");

    private final String how;
    private final String without;

    Fact(String how, String without) {
        this.how = how;
        this.without = without;
    }

    public String how() {
        return how;
    }

    public String without() {
        return without;
    }
}
