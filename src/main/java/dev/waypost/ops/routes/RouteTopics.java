package dev.waypost.ops.routes;

import dev.waypost.config.TopicNames;
import dev.waypost.lane.Lane;
import dev.waypost.report.RetrySchedule;
import java.util.ArrayList;
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
 * @param mails the topics that mail events are published to: that one, and a lane's each
 * @param labels every backoff of the schedule, as topics are named after it and its lane
 */
public record RouteTopics(String main, List<String> mails, List<String> labels) {

    /** As the settings tell them. */
    static RouteTopics told(CamelContext context) {
        String main = setting(context, "waypost.topic");
        RetrySchedule schedule = RetrySchedule.parse(setting(context, "waypost.retry.schedule"));
        List<String> mails = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            if (lane == Lane.NORMAL
                    || setting(context, "waypost.lanes" + lane.suffix()).equals("true")) {
                mails.add(main + lane.suffix());
                schedule.topics()
                        .forEach(delay -> labels.add(RetrySchedule.label(delay) + lane.suffix()));
            }
        }
        return new RouteTopics(main, List.copyOf(mails), List.copyOf(labels));
    }

    private static String setting(CamelContext context, String key) {
        return context.resolvePropertyPlaceholders("{{" + key + "}}");
    }

    /** Written by Waypost alone: the retry topics, the dead letters, the status events. */
    public boolean isOurs(String topic) {
        return topic.startsWith(main + ".")
                && Arrays.stream(Lane.values())
                        .noneMatch(lane -> topic.equals(main + lane.suffix()));
    }

    public boolean isStatus(String topic) {
        return topic.equals(new TopicNames(main).status());
    }

    public boolean isDeadLetter(String topic) {
        return topic.equals(new TopicNames(main).deadLetters());
    }

    /** A topic as a route names it, with the part that only the message knows filled in. */
    public static String filled(String topic, String label) {
        return topic.replaceAll("\\$\\{[^}]*}", label);
    }

    public boolean overlap(EndpointUri one, EndpointUri other) {
        return keeping().anyMatch(topic -> reads(one, topic) && reads(other, topic));
    }

    /** Those that hold mails to be carried. */
    private Stream<String> keeping() {
        return Stream.concat(mails.stream(), labels.stream().map(new TopicNames(main)::retry));
    }

    /** Whether a consumer gets mails to be carried. */
    public boolean isWanted(EndpointUri consumer) {
        return keeping().anyMatch(topic -> reads(consumer, topic));
    }

    /** Whether a consumer gets mail events as they are published, or of a lane that is not used. */
    public boolean isEntrance(EndpointUri consumer) {
        return Arrays.stream(Lane.values()).anyMatch(lane -> reads(consumer, main + lane.suffix()));
    }

    /** Whether a consumer gets the records of a topic. */
    public static boolean reads(EndpointUri consumer, String topic) {
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
