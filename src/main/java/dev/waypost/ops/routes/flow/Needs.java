package dev.waypost.ops.routes.flow;

import dev.waypost.ops.routes.Fact;
import dev.waypost.ops.routes.Word;
import java.util.List;
import org.apache.camel.model.ProcessorDefinition;

/**
 * What must have happened to a record before a step, and what the finding says where it has not.
 */
final class Needs {

    private final CarriageRule.Walk walk;

    Needs(CarriageRule.Walk walk) {
        this.walk = walk;
    }

    /** Says what is missing, and goes on as if it were not: one cause, one finding. */
    Way require(ProcessorDefinition<?> step, String name, List<Fact> needs, Way way) {
        Way met = way;
        for (Fact need : needs) {
            if (!way.has(need)) {
                missing(step, name, need);
            }
            met = met.with(need);
        }
        return met;
    }

    /** The message holds what every step of the carriage asks for. */
    void delivery(ProcessorDefinition<?> step, Way way) {
        if (!way.holdsDelivery()) {
            walk.fault(
                    step,
                    "the message holds %s here, not the %s".formatted(way.body(), Word.DELIVERY),
                    "leave the body as the step before makes it");
        }
    }

    void missing(ProcessorDefinition<?> step, String name, Fact need) {
        walk.fault(
                step,
                "%s comes without %s: %s".formatted(name, need.how(), need.without()),
                "put that before it, on every way that leads here");
    }
}
