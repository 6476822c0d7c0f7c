package dev.waypost.simulation;

import java.util.List;

/** Mistakes that the simulation has to find: each was made once, here or elsewhere, or could be. */
final class PlantedBugs {

    private static final String LEDGER = "commit/OffsetLedger.java";
    private static final String BOOKS = "commit/PartitionBooks.java";
    private static final String WINDOW = "commit/InFlightWindow.java";
    private static final String SEEN = "dedup/SeenEvents.java";
    private static final String VERDICTS = "report/Verdicts.java";
    private static final String GATE = "deliver/RelayGate.java";

    static final List<PlantedBug> ALL =
            List.of(
                    bug(
                            "the watermark passes what is in flight",
                            LEDGER,
                            "return OptionalLong.of(entries.firstKey());",
                            "return OptionalLong.of(next);"),
                    bug(
                            "what is given back counts as done",
                            LEDGER,
                            "entries.put(offset, State.GIVEN_BACK);",
                            "entries.put(offset, State.DONE);"),
                    bug(
                            "what is in flight is taken again",
                            LEDGER,
                            "if (known == State.IN_FLIGHT || known == State.DONE",
                            "if (known == State.DONE"),
                    bug(
                            "what was given back is not read again",
                            BOOKS,
                            "rewind(consumer, partition);",
                            ""),
                    bug(
                            "a partition that was taken away is remembered",
                            BOOKS,
                            "ledgers.remove(partition);",
                            ""),
                    bug(
                            "a partition is let go while its mails are in flight",
                            WINDOW,
                            "if (!drained) {",
                            "if (drained) {"),
                    bug(
                            "what is given back keeps its place",
                            WINDOW,
                            "capacity.free(admission.bytes());",
                            "if (how == DONE) capacity.free(admission.bytes());"),
                    bug(
                            "who has the mail is sent it again",
                            SEEN,
                            "return memory.contains(mark);",
                            "return false;"),
                    bug(
                            "two records of one mail are carried at once",
                            SEEN,
                            "boolean first = claimed.add(key);",
                            "boolean first = claimed.add(key) | true;"),
                    bug("a claim is never given up", SEEN, "claimed.remove(key);", ""),
                    bug(
                            "an acceptance is not remembered before it is written",
                            SEEN,
                            "marks.forEach(memory::add);\n        write",
                            "write"),
                    bug(
                            "attempts are not counted",
                            VERDICTS,
                            "behind.next(\n                        counts,",
                            "behind.next(\n                        false,"),
                    bug(
                            "the wrong recipients are tried again",
                            VERDICTS,
                            "plan.isPresent() ? endings.open()",
                            "plan.isPresent() ? endings.rejected()"),
                    bug(
                            "a slowed relay stays shut",
                            GATE,
                            "view.state() == State.SLOWED &&",
                            "view.state() == State.HALTED &&"),
                    bug(
                            "a halted relay is never probed",
                            GATE,
                            "(view.state() == State.HALTED || view.state()",
                            "(view.state()"),
                    bug(
                            "a refused recipient passes for accepted",
                            "deliver/RecipientOutcomes.java",
                            "? outcome(replies.get(recipient), accepted)",
                            "? accepted"),
                    bug(
                            "done before the report is written",
                            "10-intake.camel.yaml",
                            "- to: direct:report\n        - bean: {ref: inFlightWindow, method: done}",
                            "- bean: {ref: inFlightWindow, method: done}\n"
                                    + "        - to: direct:report"),
                    bug(
                            "what could not be written counts as written",
                            "30-report.camel.yaml",
                            "- bean: {ref: unwrittenReports, method: remember}\n"
                                    + "                  - bean: {ref: inFlightWindow, method: giveBack}",
                            "- bean: {ref: unwrittenReports, method: remember}"),
                    bug(
                            "the news is written without the marks",
                            "30-report.camel.yaml",
                            "${exchangeProperty.acceptedMarks} != null",
                            "${exchangeProperty.acceptedMarks} == 'x'"),
                    bug(
                            "an in-doubt mail fails over",
                            "relays/standard.camel.yaml",
                            "exception: [dev.waypost.classify.PortUnavailable]",
                            "exception: [java.lang.Exception]"));

    private PlantedBugs() {}

    private static PlantedBug bug(String name, String file, String before, String after) {
        return new PlantedBug(name, file, before, after);
    }
}
