package dev.waypost.ops.routes.flow;

import static dev.waypost.ops.routes.Fact.CIRCUIT_TOLD;
import static dev.waypost.ops.routes.Fact.DONE;
import static dev.waypost.ops.routes.Fact.IN_PLACE;
import static dev.waypost.ops.routes.Fact.MISPLACED;
import static dev.waypost.ops.routes.Fact.OWES_DEAD_LETTER;
import static dev.waypost.ops.routes.Fact.OWES_MOVE;
import static dev.waypost.ops.routes.Fact.OWES_RETRY;
import static dev.waypost.ops.routes.Fact.OWES_STATUS;
import static dev.waypost.ops.routes.Fact.RELEASED;
import static dev.waypost.ops.routes.Fact.REMEMBERED;
import static dev.waypost.ops.routes.Fact.SENT;
import static dev.waypost.ops.routes.Fact.VERDICT;

import dev.waypost.ops.routes.Fact;
import dev.waypost.ops.routes.FailureCase;
import java.util.List;
import org.apache.camel.model.ProcessorDefinition;

/**
 * The words that say what becomes of a record: its verdict, the circuit's share, done and release.
 */
final class Endings {

    private final CarriageRule.Walk walk;
    private final Needs needs;

    Endings(CarriageRule.Walk walk, Needs needs) {
        this.walk = walk;
        this.needs = needs;
    }

    /** The way after such a word; as it is after any other. */
    Way said(ProcessorDefinition<?> step, String name, Way way) {
        String bean = name.substring(0, name.indexOf('.'));
        String method = name.substring(name.indexOf('.') + 1);
        return switch (bean) {
            case "deliveryResults" -> verdict(step, method, way);
            case "relayCircuit" -> circuit(step, method, way);
            case "inFlightWindow" ->
                    switch (method) {
                        case "done" -> done(step, way);
                        case "release" -> released(step, way);
                        default -> way;
                    };
            default -> way;
        };
    }

    private Way verdict(ProcessorDefinition<?> step, String method, Way way) {
        FailureCase trouble = way.trouble();
        if (trouble == null && method.equals("conclude")) {
            needs.require(step, "deliveryResults.conclude", List.of(SENT), way);
        } else if (trouble == null && !method.equals("duplicate")) {
            walk.fault(
                    step,
                    "deliveryResults.%s speaks of a failure, and there is none here"
                            .formatted(method),
                    "use it where a failure is dealt with");
        } else if (trouble != null && trouble != FailureCase.OWN && trouble.verdict() == null) {
            walk.fault(
                    step,
                    "%s says nothing about this mail, and every mail like it would be counted out"
                            .formatted(trouble.type().getSimpleName()),
                    "give the record back: it stays in Kafka");
        } else if (trouble != null
                && trouble != FailureCase.OWN
                && !trouble.verdict().equals(method)) {
            walk.fault(
                    step,
                    "deliveryResults.%s is not what %s means"
                            .formatted(method, trouble.type().getSimpleName()),
                    "use deliveryResults." + trouble.verdict());
        }
        // A verdict is about the mail itself: its record is no longer for another lane.
        Way said = way.without(MISPLACED).without(OWES_MOVE).with(VERDICT, OWES_STATUS);
        said = way.has(MISPLACED) ? said.with(IN_PLACE) : said;
        return method.equals("duplicate") ? said : said.with(OWES_RETRY, OWES_DEAD_LETTER);
    }

    private Way circuit(ProcessorDefinition<?> step, String method, Way way) {
        FailureCase trouble = way.trouble();
        if (!method.equals("accepted")
                && trouble != FailureCase.OWN
                && (trouble == null || !method.equals(trouble.circuit()))) {
            walk.fault(
                    step,
                    "the circuit would be told `%s`, which is not so here".formatted(method),
                    "say it where that failure is dealt with");
        }
        return way.with(CIRCUIT_TOLD);
    }

    private Way done(ProcessorDefinition<?> step, Way way) {
        if (way.has(REMEMBERED) && way.has(RELEASED)) {
            return way; // released to be written later: the first ending holds
        }
        once(step, "done", way);
        needs.require(step, "inFlightWindow.done", List.of(VERDICT), way);
        for (Fact debt : List.of(OWES_RETRY, OWES_DEAD_LETTER, OWES_STATUS, OWES_MOVE)) {
            if (way.has(debt)) {
                walk.fault(
                        step,
                        "done is said on a way without %s: %s"
                                .formatted(debt.how(), debt.without()),
                        "let every way to it come through `direct:report`");
            }
        }
        if (way.trouble() == null && way.has(SENT) && !way.has(CIRCUIT_TOLD)) {
            needs.missing(step, "done", CIRCUIT_TOLD);
        }
        return way.with(DONE);
    }

    private Way released(ProcessorDefinition<?> step, Way way) {
        once(step, "release", way);
        if (way.has(REMEMBERED)) {
            return way.with(RELEASED);
        }
        FailureCase trouble = way.trouble();
        if (way.has(SENT) && (trouble == null || trouble == FailureCase.UNWRITTEN)) {
            walk.fault(
                    step,
                    "the relay has taken this mail: released, it would be sent again",
                    "report it, and say done");
        } else if (trouble != null && trouble.circuit() != null && !way.has(CIRCUIT_TOLD)) {
            walk.fault(
                    step,
                    "the circuit is not told of %s: the record would be carried again and again"
                            .formatted(trouble.type().getSimpleName()),
                    "put `bean: {ref: relayCircuit, method: %s}` before it"
                            .formatted(trouble.circuit()));
        } else if (trouble != null && trouble.verdict() != null) {
            walk.fault(
                    step,
                    "%s would be met again and again, no attempt counted"
                            .formatted(trouble.type().getSimpleName()),
                    "say deliveryResults.%s, report it, and say done".formatted(trouble.verdict()));
        }
        return way.with(RELEASED);
    }

    void once(ProcessorDefinition<?> step, String ending, Way way) {
        if (way.isEnded()) {
            walk.fault(
                    step,
                    "%s is said of a record that has its ending already".formatted(ending),
                    "let every way come to one ending");
        }
    }
}
