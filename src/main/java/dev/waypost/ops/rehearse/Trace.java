package dev.waypost.ops.rehearse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Which steps each record went through, each told once, in the order in which it came to them
 * first. A record that is read again goes the same way again, which is no news. Any thread.
 */
final class Trace implements InterceptStrategy {

    /** Exchange property: where the record stands in Kafka. */
    private static final String PLACE = "rehearsedRecord";

    /** A step, and what came of it. */
    static final class Visit {
        private final String label;
        private final ProcessorDefinition<?> step;
        private volatile String failure = "";

        private Visit(String label, ProcessorDefinition<?> step) {
            this.label = label;
            this.step = step;
        }

        /** As another folder's trace says it too. */
        String label() {
            return label;
        }

        ProcessorDefinition<?> step() {
            return step;
        }

        /** Empty where it went well. */
        String failure() {
            return failure;
        }
    }

    private final Map<String, Map<String, Visit>> records = new LinkedHashMap<>();

    /** The ways of the records, in the order in which they were met. */
    synchronized List<List<Visit>> ways() {
        List<List<Visit>> ways = new ArrayList<>();
        records.values().forEach(way -> ways.add(List.copyOf(way.values())));
        return ways;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor next) {
        if (!(node instanceof ProcessorDefinition<?> step)) {
            return target;
        }
        String route = ProcessorDefinitionHelper.getRouteId(step);
        String label = (route == null ? "" : route + ": ") + label(step);
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Visit visit = visit(exchange, label, step);
                Throwable before = exchange.getException();
                return super.process(
                        exchange,
                        done -> {
                            Throwable failure = exchange.getException();
                            if (visit != null && failure != null && failure != before) {
                                visit.failure = failure.toString();
                            }
                            callback.done(done);
                        });
            }
        };
    }

    private static String label(ProcessorDefinition<?> step) {
        String label = step.getLabel();
        return label == null || label.isEmpty() ? step.getShortName() : label;
    }

    private Visit visit(Exchange exchange, String label, ProcessorDefinition<?> step) {
        String place = place(exchange);
        if (place == null) {
            return null;
        }
        synchronized (this) {
            return records.computeIfAbsent(place, any -> new LinkedHashMap<>())
                    .computeIfAbsent(label, any -> new Visit(label, step));
        }
    }

    private static String place(Exchange exchange) {
        String known = exchange.getProperty(PLACE, String.class);
        Object offset = exchange.getMessage().getHeader(KafkaConstants.OFFSET);
        if (known != null || offset == null) {
            return known;
        }
        String place = exchange.getMessage().getHeader(KafkaConstants.TOPIC) + "@" + offset;
        exchange.setProperty(PLACE, place);
        return place;
    }
}
