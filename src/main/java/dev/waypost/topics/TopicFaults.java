package dev.waypost.topics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with one topic, and what to do about it. One thread. */
public final class TopicFaults {

    private final String topic;
    private final List<String> what = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private String remedy =
            "see what Kafka's kafka-reassign-partitions can do, or create the topic anew";

    TopicFaults(String topic) {
        this.topic = topic;
    }

    /** Of a lane that the settings do not name. */
    static TopicFaults ofUnread(String topic) {
        TopicFaults faults = new TopicFaults(topic);
        faults.add("is read by nobody, for waypost.lanes (WAYPOST_LANES) does not name its lane");
        faults.remedy = "name it there, or delete the topic";
        return faults;
    }

    /** A fault that no setting of the topic mends. */
    void add(String fault) {
        what.add(fault);
    }

    void add(String fault, String setting, String value) {
        add(fault);
        settings.put(setting, value);
    }

    public boolean isEmpty() {
        return what.isEmpty();
    }

    public String topic() {
        return topic;
    }

    /** All of it in one line. */
    public String message() {
        return String.join("; it ", what);
    }

    /** What to do, with the settings to be set. */
    public String advice() {
        return settings.isEmpty()
                ? remedy
                : "kafka-configs --alter --topic %s --add-config '%s'"
                        .formatted(
                                topic,
                                settings.entrySet().stream()
                                        .map(each -> each.getKey() + "=" + each.getValue())
                                        .collect(Collectors.joining(",")));
    }

    @Override
    public String toString() {
        return "the topic %s %s; %s".formatted(topic, message(), advice());
    }
}
