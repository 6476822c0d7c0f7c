package dev.waypost.ops.routes.flow;

import static dev.waypost.ops.routes.Fact.MARKED;
import static dev.waypost.ops.routes.Fact.OWES_DEAD_LETTER;
import static dev.waypost.ops.routes.Fact.OWES_MOVE;
import static dev.waypost.ops.routes.Fact.OWES_RETRY;
import static dev.waypost.ops.routes.Fact.OWES_STATUS;
import static dev.waypost.ops.routes.Fact.SENT;

import dev.waypost.dedup.StatusTail;
import dev.waypost.ops.routes.EndpointUri;
import dev.waypost.ops.routes.Fact;
import dev.waypost.ops.routes.FailureCase;
import dev.waypost.ops.routes.RouteTopics;
import dev.waypost.ops.routes.Word;
import dev.waypost.report.DeliveryHistory;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.PatternHelper;

/** What is written to Waypost's own topics: the right record, where it is read again. */
final class Writing {

    /** Under which names Camel has known the header that says where to write. */
    private static final List<String> TOPIC_NAMES =
            List.of("kafka.OVERRIDE_TOPIC", "CamelKafkaOverrideTopic");

    /** Headers that say under which key, where and when a record is written. */
    private static final List<String> RECORD_NAMES =
            List.of(
                    KafkaConstants.KEY,
                    KafkaConstants.PARTITION_KEY,
                    KafkaConstants.OVERRIDE_TIMESTAMP);

    private static final Map<String, Fact> DEBTS =
            Map.of(
                    Word.RETRY, OWES_RETRY,
                    Word.DEAD_LETTER, OWES_DEAD_LETTER,
                    Word.STATUS, OWES_STATUS,
                    Word.MOVE, OWES_MOVE);

    private final CarriageRule.Walk walk;

    Writing(CarriageRule.Walk walk) {
        this.walk = walk;
    }

    Way header(RouteDefinition route, SetHeaderDefinition header, Way way) {
        String name = header.getName();
        String text =
                header.getExpressionType() == null
                        ? ""
                        : walk.model.resolved(header.getExpressionType().getExpression(), route);
        if (name.equals(KafkaConstants.OVERRIDE_TOPIC)) {
            return way.writingTo(text);
        }
        if (TOPIC_NAMES.contains(name)) {
            walk.error(
                    header,
                    "Camel knows no header %s here: what is written would go to another topic"
                            .formatted(name),
                    "write `toD: kafka:` with the topic in it",
                    name);
        }
        if (RECORD_NAMES.contains(name) && DEBTS.containsKey(way.body())) {
            walk.error(
                    header,
                    "the header %s changes where the %s is written, or as what"
                            .formatted(name, way.body()),
                    "leave it out, or set it on records of your own",
                    name);
        }
        if (name.startsWith(DeliveryHistory.PREFIX)) {
            walk.error(
                    header,
                    "the header %s is Waypost's own: what lies behind a mail would be forgotten"
                            .formatted(name),
                    "use a name of your own",
                    name);
        }
        return way;
    }

    Way headersRemoved(ProcessorDefinition<?> step, Way way) {
        String pattern = removed(step);
        if (pattern.isEmpty() || !DEBTS.containsKey(way.body())) {
            return way;
        }
        if (PatternHelper.matchPattern(StatusTail.HEADER, pattern)
                || PatternHelper.matchPattern(DeliveryHistory.PREFIX + "attempts", pattern)) {
            walk.error(
                    step,
                    "the headers of the %s would be gone".formatted(way.body()),
                    "remove headers before it is made",
                    pattern);
        }
        return PatternHelper.matchPattern(KafkaConstants.OVERRIDE_TOPIC, pattern)
                ? way.writingTo("")
                : way;
    }

    private static String removed(ProcessorDefinition<?> step) {
        if (step instanceof RemoveHeaderDefinition one) {
            return one.getName();
        }
        return step instanceof RemoveHeadersDefinition many ? many.getPattern() : "";
    }

    /** Whether the window, or the client that writes, would be misled. */
    static boolean touchesKafkas(ProcessorDefinition<?> step) {
        return step instanceof SetHeaderDefinition header
                        && (isKafkas(header.getName()) || isClients(header.getName()))
                || removesKafkas(step);
    }

    /** What a producer takes in place of the record's own, or of its endpoint's topic. */
    private static boolean isClients(String header) {
        return TOPIC_NAMES.contains(header) || RECORD_NAMES.contains(header);
    }

    /** The consumer's headers, by which the window knows the record. */
    static boolean isKafkas(String header) {
        return List.of(KafkaConstants.TOPIC, KafkaConstants.PARTITION, KafkaConstants.OFFSET)
                .contains(header);
    }

    static boolean removesKafkas(ProcessorDefinition<?> step) {
        String pattern = removed(step);
        return !pattern.isEmpty() && PatternHelper.matchPattern(KafkaConstants.OFFSET, pattern);
    }

    void written(ProcessorDefinition<?> step, EndpointUri to, Way way, Passage all) {
        String topic = way.topic().isEmpty() ? to.name() : way.topic();
        all.fail(way, FailureCase.UNWRITTEN);
        Fact debt = DEBTS.get(way.body());
        Way after = way.writingTo("");
        if (debt == null || !fits(step, way, topic)) {
            if (debt == null && walk.topics.isOurs(topic) && way.has(Fact.TAKEN)) {
                walk.fault(
                        step,
                        "%s would be written to %s, which Waypost alone writes"
                                .formatted(way.body(), topic),
                        "write it to a topic of your own, or make the message first");
            }
            all.on().add(after);
            return;
        }
        if (way.body().equals(Word.STATUS)) {
            told(step, way);
        }
        if (step instanceof ToDynamicDefinition dynamic
                && "true".equals(dynamic.getIgnoreInvalidEndpoint())) {
            all.on().add(after);
        }
        all.on().add(after.without(debt));
    }

    private boolean fits(ProcessorDefinition<?> step, Way way, String topic) {
        boolean status = walk.topics.isStatus(topic);
        boolean deadLetter = walk.topics.isDeadLetter(topic);
        boolean fits =
                switch (way.body()) {
                    case Word.STATUS -> status;
                    case Word.DEAD_LETTER -> deadLetter;
                    default -> !status && !deadLetter;
                };
        if (!fits) {
            walk.fault(
                    step,
                    "the %s would be written to %s".formatted(way.body(), topic),
                    "write it to its own topic");
        } else if (way.body().equals(Word.RETRY)) {
            unread(step, topic);
        }
        return true;
    }

    /** Every topic that the schedule can name is read by a route that carries. */
    private void unread(ProcessorDefinition<?> step, String topic) {
        if (!topic.contains("${") && walk.topics.labels().size() > 1) {
            walk.fault(
                    step,
                    "every mail that is put off would wait in %s, for the one before it with the"
                                    .formatted(topic)
                            + " longest backoff",
                    "let its name end in ${body.result.backoff}");
        }
        List<String> topics =
                topic.contains("${")
                        ? walk.topics.labels().stream()
                                .map(label -> RouteTopics.filled(topic, label))
                                .toList()
                        : List.of(topic);
        topics.stream()
                .filter(
                        one ->
                                walk.model.routes().stream()
                                        .filter(route -> walk.model.carries(route))
                                        .noneMatch(r -> RouteTopics.reads(walk.model.from(r), one)))
                .findFirst()
                .ifPresent(
                        one ->
                                walk.fault(
                                        step,
                                        "mails would be put off into %s, which no route reads"
                                                .formatted(one),
                                        "mend the topic here, or what 40-retry reads"));
    }

    private void told(ProcessorDefinition<?> step, Way way) {
        if (!isMarked(way)) {
            walk.fault(
                    step,
                    "the status event comes without %s: %s"
                            .formatted(MARKED.how(), MARKED.without()),
                    "put that after the mail was sent and before it is reported");
        }
    }

    private static boolean isMarked(Way way) {
        return way.trouble() != null || !way.has(SENT) || way.has(MARKED);
    }
}
