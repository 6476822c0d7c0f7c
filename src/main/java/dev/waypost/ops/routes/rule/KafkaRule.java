package dev.waypost.ops.routes.rule;

import dev.waypost.config.KafkaPromise;
import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.RouteRule;
import java.util.List;
import java.util.Map;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Nothing commits offsets but the window, every record is read as it is and from the beginning, and
 * what keeps a mail is written for good. Looks at the options of {@code kafka:} endpoints that
 * carry records in or write Waypost's own topics.
 */
final class KafkaRule extends RouteRule {

    /** Milliseconds. */
    private static final int LONGEST_LINGER = 5_000;

    /** Milliseconds. */
    private static final int LEAST_WAIT = 1_000;

    @Override
    protected void look(RouteDefinition route) {
        EndpointUri from = model.from(route);
        if (model.carries(route)) {
            options(route.getInput(), from, KafkaOption.CONSUMER);
        }
        super.look(route);
    }

    @Override
    protected void look(RouteDefinition route, ProcessorDefinition<?> step) {
        EndpointUri to = model.to(route, step);
        if (to.isKafka() && model.topics().isOurs(to.name())) {
            options(step, to, KafkaOption.PRODUCER);
            least(step, to, "maxRequestSize");
            least(step, to, "bufferMemorySize");
            longest(step, to);
            shortest(step, to, "maxBlockMs");
            shortest(step, to, "requestTimeoutMs");
        }
    }

    private void options(LineNumberAware at, EndpointUri endpoint, List<KafkaOption> promised) {
        Map<String, String> options = endpoint.options();
        options.forEach(
                (written, value) -> {
                    String option = written.replaceFirst("^additionalProperties\\.", "");
                    for (KafkaOption promise : promised) {
                        if (promise.isBrokenBy(option, value)) {
                            error(
                                    at,
                                    option + "=" + value + ": " + promise.consequence(),
                                    "leave " + option + " out",
                                    written,
                                    option);
                        }
                    }
                });
    }

    /** A mail is in flight until the last of its reports is written. */
    private void longest(LineNumberAware at, EndpointUri to) {
        long linger = KafkaOption.number(to, "lingerMs").orElse(0);
        if (linger > LONGEST_LINGER) {
            error(
                    at,
                    "lingerMs=%d: each mail would stay in flight so long".formatted(linger),
                    "leave lingerMs out, or take some milliseconds",
                    "lingerMs",
                    Long.toString(linger));
        }
    }

    /** A broker that is asked for the first time, or is busy, takes its time. */
    private void shortest(LineNumberAware at, EndpointUri to, String option) {
        long millis = KafkaOption.number(to, option).orElse(LEAST_WAIT);
        if (millis < LEAST_WAIT) {
            error(
                    at,
                    "%s=%d: a report would fail before a broker could answer"
                            .formatted(option, millis),
                    "leave " + option + " out",
                    option,
                    Long.toString(millis));
        }
    }

    /** Room for a record as large as the broker takes. */
    private void least(LineNumberAware at, EndpointUri to, String option) {
        long bytes = KafkaOption.number(to, option).orElse(KafkaPromise.LARGEST_REQUEST);
        if (bytes < KafkaPromise.LARGEST_REQUEST) {
            error(
                    at,
                    "%s=%d: a record as large as the broker takes could not be written"
                            .formatted(option, bytes),
                    "leave " + option + " out",
                    option);
        }
    }
}
