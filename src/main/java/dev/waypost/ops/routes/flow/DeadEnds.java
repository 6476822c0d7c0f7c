package dev.waypost.ops.routes.flow;

import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.Reach;
import dev.waypost.ops.routes.Word;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.model.ProcessorDefinition;

/** Steps that no record comes past, and what stands behind them and is never done. */
final class DeadEnds {

    private final Set<ProcessorDefinition<?>> reached =
            Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<ProcessorDefinition<?>, List<ProcessorDefinition<?>>> ends =
            new LinkedHashMap<>();

    void reached(ProcessorDefinition<?> step) {
        reached.add(step);
    }

    /** No way of some went on from the step; others may yet. */
    void ended(ProcessorDefinition<?> step, List<ProcessorDefinition<?>> behind) {
        ends.put(step, List.copyOf(behind));
    }

    /** When all ways are walked. */
    void findings(CarriageRule.Walk walk) {
        ends.forEach(
                (step, behind) -> {
                    boolean matters =
                            walk.model.below(behind).anyMatch(DeadEnds::matters)
                                    && behind.stream().noneMatch(reached::contains);
                    if (matters) {
                        walk.fault(
                                step,
                                "no mail comes past this step: what stands behind it is never done",
                                "let a condition lead to it, or take it away");
                    }
                });
    }

    private static boolean matters(ProcessorDefinition<?> step) {
        return Word.isKnown(Reach.word(step)) || !EndpointUri.written(step).isEmpty();
    }
}
