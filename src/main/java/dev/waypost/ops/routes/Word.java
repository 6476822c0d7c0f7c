package dev.waypost.ops.routes;

import static dev.waypost.ops.routes.Fact.ADMITTED;
import static dev.waypost.ops.routes.Fact.BEGUN;
import static dev.waypost.ops.routes.Fact.CAUGHT_UP;
import static dev.waypost.ops.routes.Fact.CIRCUIT_TOLD;
import static dev.waypost.ops.routes.Fact.CLAIMED;
import static dev.waypost.ops.routes.Fact.CLAIM_ASKED;
import static dev.waypost.ops.routes.Fact.COMPOSED;
import static dev.waypost.ops.routes.Fact.DECODED;
import static dev.waypost.ops.routes.Fact.DUPLICATE;
import static dev.waypost.ops.routes.Fact.FRESH;
import static dev.waypost.ops.routes.Fact.LANE_ASKED;
import static dev.waypost.ops.routes.Fact.MARKED;
import static dev.waypost.ops.routes.Fact.NARROWED;
import static dev.waypost.ops.routes.Fact.OPENED;
import static dev.waypost.ops.routes.Fact.RECALLABLE;
import static dev.waypost.ops.routes.Fact.RECALL_ASKED;
import static dev.waypost.ops.routes.Fact.REMEMBERED;
import static dev.waypost.ops.routes.Fact.SENT;
import static dev.waypost.ops.routes.Fact.TAKEN;
import static dev.waypost.ops.routes.Fact.TIMELY;
import static dev.waypost.ops.routes.Fact.VERDICT;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.model.ProcessorDefinition;

/**
 * A word of the vocabulary: what must have happened to a record before it, what has happened after
 * it, and how it may fail.
 *
 * @param needs the most telling first
 * @param body what the message holds afterwards; {@code ""} where it stays as it was
 */
public record Word(List<Fact> needs, List<Fact> gives, String body, List<FailureCase> fails) {

    /**
     * The body once the record is captured; with a record to be written, it is named after that.
     */
    public static final String DELIVERY = "delivery";

    /** Ends the mail, whatever stands behind it. */
    public static final String REFUSE = "mail.refuse";

    public static final String RETRY = "retry record";
    public static final String DEAD_LETTER = "dead letter";
    public static final String STATUS = "status event";
    public static final String MOVE = "record of another lane";
    public static final String OTHER = "something else";

    /** A submission port. */
    public static final Word RELAY =
            new Word(
                    List.of(TAKEN, RECALL_ASKED, TIMELY, CLAIMED, FRESH, BEGUN),
                    List.of(SENT),
                    DELIVERY,
                    FailureCase.OF_A_PORT);

    private static final Map<String, Word> ALL =
            Map.ofEntries(
                    word("inFlightWindow.admit", List.of(), List.of(ADMITTED), ""),
                    word("recordCapture.take", List.of(ADMITTED), List.of(TAKEN), DELIVERY),
                    word("statusTail.awaitCaughtUp", List.of(), List.of(CAUGHT_UP), ""),
                    word("redeliveries.open", List.of(TAKEN), List.of(OPENED), ""),
                    word("unwrittenReports.recall", List.of(TAKEN), List.of(RECALLABLE), ""),
                    word("unwrittenReports.remember", List.of(VERDICT), List.of(REMEMBERED), ""),
                    word(
                            "mailEvents.decode",
                            List.of(TAKEN),
                            List.of(DECODED),
                            "",
                            FailureCase.INVALID),
                    word(
                            "redeliveries.checkTime",
                            List.of(DECODED, OPENED),
                            List.of(TIMELY),
                            "",
                            FailureCase.LATER,
                            FailureCase.NEVER),
                    word("laneChange.ask", List.of(DECODED, OPENED), List.of(LANE_ASKED), ""),
                    word("laneChange.write", List.of(TAKEN, OPENED), List.of(), MOVE),
                    word("seenEvents.claim", List.of(DECODED), List.of(CLAIM_ASKED), ""),
                    word(
                            "mimeComposer.compose",
                            List.of(DECODED),
                            List.of(COMPOSED),
                            "",
                            FailureCase.UNCOMPOSABLE),
                    word(
                            "seenEvents.skipAccepted",
                            List.of(CAUGHT_UP, CLAIM_ASKED, DECODED),
                            List.of(NARROWED),
                            ""),
                    word("portFailover.begin", List.of(COMPOSED, NARROWED), List.of(BEGUN), ""),
                    word("seenEvents.accepted", List.of(SENT), List.of(MARKED), ""),
                    word("relayCircuit.accepted", List.of(SENT), List.of(CIRCUIT_TOLD), ""),
                    word("relayCircuit.halt", List.of(), List.of(), ""),
                    word("relayCircuit.unreachable", List.of(), List.of(), ""),
                    word("relayCircuit.slowDown", List.of(), List.of(), ""),
                    word("deliveryResults.conclude", List.of(TAKEN, OPENED), List.of(VERDICT), ""),
                    word("deliveryResults.refuse", List.of(TAKEN, OPENED), List.of(VERDICT), ""),
                    word("deliveryResults.brokenOff", List.of(TAKEN, OPENED), List.of(VERDICT), ""),
                    word("deliveryResults.unexpected", List.of(), List.of(VERDICT), ""),
                    word(
                            "deliveryResults.duplicate",
                            List.of(NARROWED, DUPLICATE),
                            List.of(VERDICT),
                            ""),
                    word("retryRecord.write", List.of(VERDICT), List.of(), RETRY),
                    word("deadLetter.write", List.of(VERDICT), List.of(), DEAD_LETTER),
                    word("statusEvent.write", List.of(VERDICT), List.of(), STATUS),
                    word("inFlightWindow.done", List.of(ADMITTED), List.of(), ""),
                    word("inFlightWindow.release", List.of(ADMITTED), List.of(), ""),
                    word(REFUSE, List.of(TAKEN, OPENED), List.of(), "", FailureCase.NEVER),
                    word("mail.addHeader", List.of(DECODED), List.of(), ""),
                    word("mail.isTo", List.of(DECODED), List.of(), ""),
                    word("mailLog.line", List.of(), List.of(), ""),
                    word("deliveryMetrics.count", List.of(), List.of(), ""));

    /** Those that ask the message for nothing. */
    private static final Set<String> WITHOUT_BODY =
            Set.of(
                    "inFlightWindow.admit",
                    "recordCapture.take",
                    REFUSE,
                    "statusTail.awaitCaughtUp",
                    "relayCircuit.accepted",
                    "relayCircuit.halt",
                    "relayCircuit.unreachable",
                    "relayCircuit.slowDown");

    /** Camel's steps that put something else into the message. */
    private static final Set<String> REPLACE_BODY =
            Set.of(
                    "setBody",
                    "transform",
                    "convertBodyTo",
                    "marshal",
                    "unmarshal",
                    "enrich",
                    "pollEnrich",
                    "poll",
                    "script",
                    "claimCheck",
                    "sort",
                    "process");

    public static boolean replacesBody(ProcessorDefinition<?> step) {
        return REPLACE_BODY.contains(step.getShortName());
    }

    private static Map.Entry<String, Word> word(
            String name, List<Fact> needs, List<Fact> gives, String body, FailureCase... fails) {
        return Map.entry(name, new Word(needs, gives, body, List.of(fails)));
    }

    public static Set<String> beans() {
        return ALL.keySet().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public static boolean isKnown(String name) {
        return ALL.containsKey(name);
    }

    /** Whether its method takes the delivery. */
    public static boolean takesDelivery(String name) {
        return isKnown(name) && !WITHOUT_BODY.contains(name);
    }

    public static Word named(String name) {
        return ALL.get(name);
    }
}
