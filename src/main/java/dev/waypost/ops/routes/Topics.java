package dev.waypost.ops.routes;

import dev.waypost.report.RetrySchedule;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * Which topic is for what, and which routes read it.
 *
 * @param main the topic of mail events
 * @param labels every backoff of the schedule, as topics are named after it
 */
record Topics(String main, List<String> labels) {

    static Topics of(RouteModel model) {
        String main = setting(model.context(), "waypost.topic");
        List<String> labels =
                RetrySchedule.parse(setting(model.context(), "waypost.retry.schedule"))
                        .topics()
                        .stream()
                        .map(RetrySchedule::label)
                        .toList();
        return new Topics(main, labels);
    }

    private static String setting(CamelContext context, String key) {
        return context.resolvePropertyPlaceholders("{{" + key + "}}");
    }

    /** Written by Waypost alone: the retry topics, the dead letters, the status events. */
    boolean isOurs(String topic) {
        return topic.startsWith(main + ".");
    }

    boolean isStatus(String topic) {
        return topic.equals(main + ".status");
    }

    boolean isDeadLetter(String topic) {
        return topic.equals(main + ".dead-letter");
    }

    /** A topic as a route names it, with the part that only the message knows filled in. */
    static String filled(String topic, String label) {
        return topic.replaceAll("\\$\\{[^}]*}", label);
    }

    boolean overlap(Address one, Address other) {
        return Stream.concat(
                        Stream.of(main), labels.stream().map(label -> main + ".retry." + label))
                .anyMatch(topic -> reads(one, topic) && reads(other, topic));
    }

    /** Whether a consumer gets the records of a topic. */
    static boolean reads(Address consumer, String topic) {
        if (!consumer.says("topicIsPattern", "true")) {
            return Arrays.asList(consumer.name().split(",")).contains(topic);
        }
        try {
            return Pattern.matches(consumer.name(), topic);
        } catch (PatternSyntaxException unreadable) {
            return false;
        }
    }
}
