package dev.waypost.ops.routes.rule;

import dev.waypost.config.KafkaPromise;
import dev.waypost.ops.Finding;
import dev.waypost.ops.routes.Address;
import dev.waypost.ops.routes.RouteModel;
import dev.waypost.ops.routes.RouteRule;
import dev.waypost.ops.routes.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.RouteDefinition;

/**
 * Nothing commits offsets but the window, every record is read as it is and from the beginning, and
 * what keeps a mail is written for good. Looks at the options of {@code kafka:} endpoints that
 * carry records in or write Waypost's own topics.
 */
final class KafkaRule implements RouteRule {

    /** Milliseconds. */
    private static final int LONGEST_LINGER = 5_000;

    /** Milliseconds. */
    private static final int LEAST_WAIT = 1_000;

    @Override
    public Stream<Finding> findings(RouteModel model) {
        Topics topics = model.topics();
        List<Finding> found = new ArrayList<>();
        for (RouteDefinition route : model.routes()) {
            Address from = model.from(route);
            if (from.isKafka() && model.carries(route)) {
                options(model, route.getInput(), from, KafkaOption.CONSUMER, found);
            }
            model.steps(route)
                    .forEach(
                            step -> {
                                Address to = model.to(route, step);
                                if (to.isKafka() && topics.isOurs(to.name())) {
                                    options(model, step, to, KafkaOption.PRODUCER, found);
                                    least(model, step, to, "maxRequestSize", found);
                                    least(model, step, to, "bufferMemorySize", found);
                                    longest(model, step, to, found);
                                    shortest(model, step, to, "maxBlockMs", found);
                                    shortest(model, step, to, "requestTimeoutMs", found);
                                }
                            });
        }
        return found.stream();
    }

    private static void options(
            RouteModel model,
            LineNumberAware at,
            Address address,
            List<KafkaOption> promised,
            List<Finding> found) {
        Map<String, String> options = address.options();
        options.forEach(
                (written, value) -> {
                    String option = written.replaceFirst("^additionalProperties\\.", "");
                    for (KafkaOption promise : promised) {
                        if (promise.isBrokenBy(option, value)) {
                            found.add(
                                    model.error(
                                            at,
                                            option + "=" + value + ": " + promise.consequence(),
                                            "leave " + option + " out",
                                            written,
                                            option));
                        }
                    }
                });
    }

    /** A mail is in flight until the last of its reports is written. */
    private static void longest(
            RouteModel model, LineNumberAware at, Address to, List<Finding> found) {
        long linger = KafkaOption.number(to, "lingerMs").orElse(0);
        if (linger > LONGEST_LINGER) {
            found.add(
                    model.error(
                            at,
                            "lingerMs=%d: each mail would stay in flight so long".formatted(linger),
                            "leave lingerMs out, or take some milliseconds",
                            "lingerMs",
                            Long.toString(linger)));
        }
    }

    /** A broker that is asked for the first time, or is busy, takes its time. */
    private static void shortest(
            RouteModel model, LineNumberAware at, Address to, String option, List<Finding> found) {
        long millis = KafkaOption.number(to, option).orElse(LEAST_WAIT);
        if (millis < LEAST_WAIT) {
            found.add(
                    model.error(
                            at,
                            "%s=%d: a report would fail before a broker could answer"
                                    .formatted(option, millis),
                            "leave " + option + " out",
                            option,
                            Long.toString(millis)));
        }
    }

    /** Room for a record as large as the broker takes. */
    private static void least(
            RouteModel model, LineNumberAware at, Address to, String option, List<Finding> found) {
        long bytes = KafkaOption.number(to, option).orElse(KafkaPromise.LARGEST_REQUEST);
        if (bytes < KafkaPromise.LARGEST_REQUEST) {
            found.add(
                    model.error(
                            at,
                            "%s=%d: a record as large as the broker takes could not be written"
                                    .formatted(option, bytes),
                            "leave " + option + " out",
                            option));
        }
    }
}
