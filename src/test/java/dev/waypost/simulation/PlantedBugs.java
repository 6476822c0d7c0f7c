package dev.waypost.simulation;

import java.util.List;

/** Mistakes that the simulation has to find: each was made once, here or elsewhere, or could be. */
final class PlantedBugs {

    private static final String TRACKER = "commit/OffsetTracker.java";
    private static final String TRACKERS = "commit/PartitionTrackers.java";
    private static final String WINDOW = "commit/InFlightWindow.java";
    private static final String IN_FLIGHT = "commit/RecordsInFlight.java";
    private static final String COMMITS = "commit/WatermarkCommits.java";
    private static final String SEEN = "dedup/SeenEvents.java";
    private static final String CLAIMS = "carry/Deduplication.java";
    private static final String RESULTS = "report/Results.java";
    private static final String CIRCUIT = "deliver/RelayCircuit.java";

    static final List<PlantedBug> ALL =
            List.of(
                    bug(
                            "the watermark passes what is in flight",
                            TRACKER,
                            "return OptionalLong.of(entries.firstKey());",
                            "return OptionalLong.of(next);"),
                    bug(
                            "what is released counts as done",
                            TRACKER,
                            "State.IN_FLIGHT, State.RELEASED)) {",
                            "State.IN_FLIGHT, State.DONE)) {\n            dropDone();"),
                    bug(
                            "what is in flight is taken again",
                            TRACKER,
                            ": known == State.RELEASED && requeued.isDue(offset);",
                            ": known == State.IN_FLIGHT || known == State.RELEASED && requeued.isDue(offset);"),
                    bug(
                            "what was released is not read again",
                            TRACKERS,
                            "rewind(consumer, partition, tracker);",
                            ""),
                    bug(
                                    "a partition is let go while its mails are in flight",
                                    WINDOW,
                                    "if (!drained) {",
                                    "if (drained) {")
                            .from(280),
                    bug(
                            "what is released keeps its place",
                            IN_FLIGHT,
                            "limit.free(admission.lane(), admission.bytes());",
                            "if (how == DONE) limit.free(admission.lane(), admission.bytes());"),
                    bug(
                            "who has the mail is sent it again",
                            SEEN,
                            "return memory.contains(mark);",
                            "return false;"),
                    bug(
                            "two records of one mail are carried at once",
                            CLAIMS,
                            "boolean first = seen.claim(key);",
                            "boolean first = seen.claim(key) | true;"),
                    bug("a claim is never given up", CLAIMS, "seen.release(key);", ""),
                    bug(
                                    "an acceptance is not remembered before it is written",
                                    SEEN,
                                    "marks.forEach(memory::add);\n        return",
                                    "return")
                            .from(30),
                    bug(
                            "attempts are not counted",
                            RESULTS,
                            "behind.next(\n                        counts,",
                            "behind.next(\n                        false,"),
                    bug(
                            "the wrong recipients are tried again",
                            RESULTS,
                            "plan.isPresent() ? each.open()",
                            "plan.isPresent() ? each.rejected()"),
                    bug(
                                    "a slowed relay stays shut",
                                    CIRCUIT,
                                    "view.state() == State.THROTTLED &&",
                                    "view.state() == State.HALTED &&")
                            .from(50),
                    bug(
                            "a halted relay is never probed",
                            CIRCUIT,
                            "return view.state() != State.RUNNING\n                && view.state() !=",
                            "return view.state() != State.HALTED && view.state() != State.RUNNING"
                                    + " && view.state() !="),
                    bug(
                            "a refused recipient passes for accepted",
                            "deliver/RecipientOutcomes.java",
                            "? outcome(replies.get(recipient), accepted)",
                            "? accepted"),
                    bug(
                            "what a transaction rolled back is read",
                            "config/KafkaPromise.java",
                            "ISOLATION = \"read_committed\"",
                            "ISOLATION = \"read_uncommitted\""),
                    bug(
                                    "offsets that begin again are taken for known",
                                    TRACKERS,
                                    "if (tracker.reading().isBehind(offset)\n                ||",
                                    "if (")
                            .from(2670),
                    bug(
                            "a partition is read on where there is no room",
                            TRACKERS,
                            "if (!take.test(partition) || tracker != null && !tracker.isReadable()) {",
                            "if (tracker != null && !tracker.isReadable()) {"),
                    bug(
                                    "status partitions that are added are not followed",
                                    "dedup/TailPositions.java",
                                    "if (!more.isEmpty()) {\n            begin(",
                                    "if (!more.isEmpty() && id == null) {\n            begin(")
                            .from(40),
                    bug(
                                    "a status topic made anew is read on where the old one ended",
                                    "dedup/TailPositions.java",
                                    "if (!now.topicId().equals(id)) {",
                                    "if (false) {")
                            .from(130),
                    bug(
                                    "rubbish at the login counts as the mail's attempt",
                                    "classify/Rule.java",
                                    "return phases.contains(trouble.phase())",
                                    "return !(source.equals(\"row 3d\") && trouble.phase() == Phase.AUTH)"
                                            + " && phases.contains(trouble.phase())")
                            .from(80),
                    bug(
                                    "a quota said with 5yz is the mail's fault",
                                    "classify/ReplyRules.java",
                                    "public static ReplyRules shipped() {",
                                    "public static ReplyRules shipped() {\n        if (true) return none();")
                            .from(50),
                    bug(
                                    "what was released is never forgotten",
                                    TRACKER,
                                    "requeued.forget(offset);\n            dropDone();",
                                    "dropDone();")
                            .from(5800),
                    bug(
                                    "what comes from another pod is carried before its reports are known",
                                    "dedup/StatusTail.java",
                                    "asked.incrementAndGet();",
                                    "")
                            .from(5225),
                    bug(
                                    "what was read of an old status topic counts for a new one",
                                    "dedup/StatusTail.java",
                                    "look(tail, topics);\n            positions.findEnds(tail);",
                                    "positions.findEnds(tail);")
                            .from(1795766694450L),
                    bug(
                                    "the id of a new topic is not looked at",
                                    "commit/LogIdentity.java",
                                    "return before != null && !before.id().equals(now.id());",
                                    "return false;")
                            .from(175),
                    bug(
                            "markers behind the last record count as lag",
                            COMMITS,
                            "if (rest.orElse(-1) <= done.orElse(-1)) {",
                            "if (true) {"),
                    bug(
                                    "offsets are committed without their leader's epoch",
                                    COMMITS,
                                    "epoch.stream().boxed().findFirst()",
                                    "java.util.Optional.empty()")
                            .from(6700),
                    bug(
                                    "who has read nothing says again what was committed",
                                    COMMITS,
                                    "return tracker != null || isNews ? rest : done;",
                                    "return rest;")
                            .from(1795774984700L),
                    bug(
                            "what was polled and not yet taken is passed over",
                            "commit/RestingPlaces.java",
                            "place != null && place.still() &&",
                            "place != null &&"),
                    bug(
                                    "what could not be written is carried anew",
                                    "carry/UnwrittenReports.java",
                                    "boolean recalled = known != null",
                                    "boolean recalled = false && known != null")
                            .from(1470),
                    bug(
                                    "a record that waits stops its partition",
                                    TRACKER,
                                    "return unread < 0 && !isFull()",
                                    "return requeued.isEmpty() && unread < 0 && !isFull()")
                            .from(540),
                    bug(
                            "a relay's hint replaces the schedule",
                            "report/Deferral.java",
                            "hint == null ? delay : longer(delay, hint)",
                            "hint == null ? delay : hint"),
                    bug(
                                    "intervals are measured by the wall clock",
                                    WINDOW,
                                    "new PartitionTrackers(nanoTime, ids, epochs)",
                                    "new PartitionTrackers(() -> clock.millis() * 1_000_000, ids, epochs)")
                            .from(175),
                    bug(
                                    "a partition that went elsewhere is read on",
                                    "commit/unreadable/UnreadablePartitions.java",
                                    "askedAnew.keySet().retainAll(consumer.assignment());",
                                    "")
                            .from(2990),
                    bug(
                                    "a partition that came back is read on where it was tried before",
                                    "commit/unreadable/UnreadablePartitions.java",
                                    "return from <= troubles.get(partition).offset;",
                                    "return false;")
                            .from(1795761138630L),
                    bug(
                                    "another record at the offset of a lost one is taken for it",
                                    TRACKERS,
                                    "\n                || tracker.isReplaced(offset, epochs.of(partition, offset))) {",
                                    ") {")
                            .from(5670),
                    bug(
                            "a record that is not due is carried",
                            WINDOW,
                            "early.compareTo(Duration.ZERO) > 0 &&",
                            "early.compareTo(Duration.ofHours(9)) > 0 &&"),
                    bug(
                            "the news is written without the marks",
                            "carry/StatusEvent.java",
                            "delivery.acceptedMarks())",
                            "null)"),
                    bug(
                            "an in-doubt mail fails over",
                            "relays/standard.camel.yaml",
                            "exception: [dev.waypost.classify.PortUnavailable]",
                            "exception: [java.lang.Exception]"),
                    bug(
                            "ports that are shut pass for a relay that broke off",
                            "carry/Conditions.java",
                            "delivery.attempts().brokenOff().isPresent();",
                            "!delivery.attempts().attempts().isEmpty();"),
                    bug(
                                    "an unreadable partition is not paused",
                                    "commit/unreadable/UnreadablePartitions.java",
                                    "consumer.pause(Set.of(at));",
                                    "")
                            .from(3325));

    private PlantedBugs() {}

    private static PlantedBug bug(String name, String file, String before, String after) {
        return new PlantedBug(name, file, before, after);
    }
}
