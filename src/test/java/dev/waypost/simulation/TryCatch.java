package dev.waypost.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Camel's {@code doTry} with its {@code doCatch} clauses: the first that fits counts. */
final class TryCatch implements Step {

    private final List<Step> inside;
    private final Map<Class<?>, List<Step>> clauses = new LinkedHashMap<>();

    TryCatch(List<Step> inside) {
        this.inside = inside;
    }

    void add(Class<?> exception, List<Step> way) {
        clauses.putIfAbsent(exception, way);
    }

    @Override
    public boolean take(Walk walk) {
        walk.enter(inside, failure -> isCaught(walk, failure));
        return true;
    }

    private boolean isCaught(Walk walk, Exception failure) {
        for (Map.Entry<Class<?>, List<Step>> clause : clauses.entrySet()) {
            if (clause.getKey().isInstance(failure)) {
                walk.exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
                walk.enter(clause.getValue());
                return true;
            }
        }
        return false;
    }
}
