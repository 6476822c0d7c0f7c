package dev.waypost.ops.routes;

import dev.waypost.config.KafkaSettings;
import dev.waypost.ops.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.PausableDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Nothing commits offsets but the window, every record is read as it is and from the beginning, and
 * what keeps a mail is written for good. Looks at the options of {@code kafka:} endpoints that
 * carry records in or write Waypost's own topics, under both their names: Camel's and Kafka's.
 */
final class KafkaRule implements RouteRule {

    private static final String COMMITS =
            "offsets would be committed before mails have their ending";
    private static final String SKIPS = "mails would be passed over";
    private static final String BYTES = "the record would not be read and kept byte for byte";
    private static final String LOST = "a mail could be lost though it was written";

    /** Milliseconds. A window that is full is polled for all the same, every 100 ms. */
    private static final int LEAST_POLL_INTERVAL = 10_000;

    private static final String OTHERS = "the promise's own Kafka settings would not hold";
    private static final String LATE =
            "a report would count as written before its transaction is committed";

    /** An option, the values it may have, and what any other would do. */
    private record Term(String option, Set<String> allowed, String consequence) {}

    private static final List<Term> CONSUMER =
            List.of(
                    new Term("autoCommitEnable", Set.of("false"), COMMITS),
                    new Term("enable.auto.commit", Set.of("false"), COMMITS),
                    new Term("allowManualCommit", Set.of("false"), COMMITS),
                    new Term("batching", Set.of("false"), COMMITS),
                    new Term("breakOnFirstError", Set.of("false"), COMMITS),
                    new Term("offsetRepository", Set.of(), COMMITS),
                    new Term("kafkaManualCommitFactory", Set.of(), COMMITS),
                    new Term("autoOffsetReset", Set.of("earliest"), SKIPS),
                    new Term("auto.offset.reset", Set.of("earliest"), SKIPS),
                    new Term("seekTo", Set.of(), "mails would be passed over or sent again"),
                    new Term("pollOnError", Set.of("RETRY"), SKIPS),
                    new Term("pollExceptionStrategy", Set.of(), SKIPS),
                    new Term(
                            "consumersCount",
                            Set.of("1"),
                            "the window would be asked by several polling threads of one route"),
                    new Term(
                            "isolationLevel",
                            Set.of("read_committed"),
                            "mails of a transaction that was rolled back would be sent"),
                    new Term(
                            "isolation.level",
                            Set.of("read_committed"),
                            "mails of a transaction that was rolled back would be sent"),
                    new Term("kafkaClientFactory", Set.of(), OTHERS),
                    new Term("headerFilterStrategy", Set.of(), BYTES),
                    new Term("keyDeserializer", Set.of(bytes("Deserializer")), BYTES),
                    new Term("valueDeserializer", Set.of(bytes("Deserializer")), BYTES),
                    new Term("headerDeserializer", Set.of(), BYTES),
                    new Term("interceptorClasses", Set.of(), BYTES),
                    new Term(
                            "groupInstanceId",
                            Set.of(),
                            "a second pod of the same name would put the first out"));

    private static final List<Term> PRODUCER =
            List.of(
                    new Term("requestRequiredAcks", Set.of("all", "-1"), LOST),
                    new Term("acks", Set.of("all", "-1"), LOST),
                    new Term("enableIdempotence", Set.of("true"), LOST),
                    new Term("enable.idempotence", Set.of("true"), LOST),
                    new Term("retries", Set.of("2147483647"), LOST),
                    new Term("transacted", Set.of("false"), LATE),
                    new Term("transactionalId", Set.of(), LATE),
                    new Term("transactional.id", Set.of(), LATE),
                    new Term("kafkaClientFactory", Set.of(), OTHERS),
                    new Term("headerFilterStrategy", Set.of(), BYTES),
                    new Term(
                            "keySerializer",
                            Set.of(bytes("Serializer"), "dev.waypost.carry.WholeRecordSerializer"),
                            BYTES),
                    new Term(
                            "valueSerializer",
                            Set.of(bytes("Serializer"), "dev.waypost.carry.WholeRecordSerializer"),
                            BYTES),
                    new Term("key", Set.of(), BYTES),
                    new Term("partitionKey", Set.of(), BYTES),
                    new Term("headerSerializer", Set.of(), BYTES),
                    new Term("interceptorClasses", Set.of(), BYTES));

    private static String bytes(String what) {
        return "org.apache.kafka.common.serialization.ByteArray" + what;
    }

    @Override
    public Stream<Finding> findings(RouteModel model) {
        Topics topics = Topics.of(model);
        List<Finding> found = new ArrayList<>();
        for (RouteDefinition route : model.routes()) {
            Address from = model.from(route);
            if (from.isKafka() && Intake.carries(model, route)) {
                terms(model, route.getInput(), from, CONSUMER, found);
                member(model, route, from, found);
                listens(model, route, found);
            } else if (from.isKafka()) {
                steals(model, route, topics, found);
            }
            model.steps(route)
                    .forEach(
                            step -> {
                                Address to = model.to(route, step);
                                if (to.isKafka() && topics.isOurs(to.name())) {
                                    terms(model, step, to, PRODUCER, found);
                                    least(model, step, to, "maxRequestSize", found);
                                    least(model, step, to, "bufferMemorySize", found);
                                }
                            });
        }
        return found.stream();
    }

    private static void terms(
            RouteModel model,
            LineNumberAware at,
            Address address,
            List<Term> terms,
            List<Finding> found) {
        Map<String, String> options = address.options();
        options.forEach(
                (written, value) -> {
                    String option = written.replaceFirst("^additionalProperties\\.", "");
                    for (Term term : terms) {
                        if (term.option().equalsIgnoreCase(option)
                                && term.allowed().stream().noneMatch(value::equalsIgnoreCase)) {
                            found.add(
                                    model.error(
                                            at,
                                            option + "=" + value + ": " + term.consequence(),
                                            "leave " + option + " out",
                                            written,
                                            option));
                        }
                    }
                });
    }

    /** Without a group of its own name, each start would begin with the first mail again. */
    private static void member(
            RouteModel model, RouteDefinition route, Address from, List<Finding> found) {
        if (from.option("groupId").isEmpty()) {
            found.add(
                    model.error(
                            route.getInput(),
                            "there is no groupId: nothing would know after a restart which mails"
                                    + " were carried",
                            "add `groupId: \"{{waypost.group}}\"`",
                            "kafka:"));
        }
        String longest = from.option("maxPollIntervalMs");
        if (longest.matches("\\d{1,9}") && Integer.parseInt(longest) < LEAST_POLL_INTERVAL) {
            found.add(
                    model.error(
                            route.getInput(),
                            "maxPollIntervalMs=%s: partitions would be taken away between two polls"
                                    .formatted(longest),
                            "leave maxPollIntervalMs out",
                            "maxPollIntervalMs"));
        }
    }

    /** Room for a record as large as the broker takes. */
    private static void least(
            RouteModel model, LineNumberAware at, Address to, String option, List<Finding> found) {
        String bytes = to.option(option);
        if (bytes.matches("\\d{1,9}") && Integer.parseInt(bytes) < KafkaSettings.LARGEST_REQUEST) {
            found.add(
                    model.error(
                            at,
                            "%s=%s: a record as large as the broker takes could not be written"
                                    .formatted(option, bytes),
                            "leave " + option + " out",
                            option));
        }
    }

    /** The window hears of each poll, and the circuit is asked; nothing holds up the poll. */
    private static void listens(RouteModel model, RouteDefinition route, List<Finding> found) {
        List<ProcessorDefinition<?>> steps = model.steps(route).toList();
        PausableDefinition pausable =
                steps.stream()
                        .filter(PausableDefinition.class::isInstance)
                        .map(PausableDefinition.class::cast)
                        .findFirst()
                        .orElse(null);
        String advice =
                "begin the steps with `pausable: {consumerListener: inFlightWindow, untilCheck:"
                        + " relayCircuit}`";
        if (pausable == null) {
            found.add(
                    model.error(
                            route,
                            "the window does not hear of this route's polls, so nothing is ever"
                                    + " committed and the relay's circuit is not asked",
                            advice,
                            "id: " + route.getId()));
        } else if (!isBean(pausable.getConsumerListener(), "inFlightWindow")) {
            found.add(
                    model.error(
                            pausable,
                            "the window does not hear of this route's polls",
                            advice,
                            "consumerListener"));
        } else if (!isBean(pausable.getUntilCheck(), "relayCircuit")) {
            found.add(
                    model.error(
                            pausable,
                            "the circuit is not asked, so a halt would not stop the route",
                            advice,
                            "untilCheck"));
        }
        steps.stream()
                .filter(
                        step ->
                                step instanceof DelayDefinition
                                        || Set.of("throttle", "threads", "pollEnrich", "loop")
                                                .contains(step.getShortName()))
                .forEach(
                        step ->
                                found.add(
                                        model.error(
                                                step,
                                                step.getShortName()
                                                        + ": the thread that polls would be held up"
                                                        + " or left, and its partitions taken away",
                                                "put it into the carriage, after the queue",
                                                step.getShortName())));
    }

    private static boolean isBean(String reference, String bean) {
        return reference != null && reference.replaceFirst("^#(bean:)?", "").equals(bean);
    }

    /** Another member of the group would be given partitions whose mails it does not carry. */
    private static void steals(
            RouteModel model, RouteDefinition route, Topics topics, List<Finding> found) {
        Address from = model.from(route);
        boolean shares =
                model.routes().stream()
                        .filter(other -> other != route && Intake.carries(model, other))
                        .map(model::from)
                        .anyMatch(
                                other ->
                                        other.option("groupId").equals(from.option("groupId"))
                                                && topics.overlap(other, from));
        if (shares) {
            found.add(
                    model.error(
                            route.getInput(),
                            "this route is of the group that carries mails, and would take some of"
                                    + " them without carrying them",
                            "give it a groupId of its own",
                            "groupId",
                            "kafka"));
        }
    }
}
