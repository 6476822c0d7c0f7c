package dev.waypost.ops.story;

import dev.waypost.config.TopicNames;
import dev.waypost.lane.Lanes;
import java.util.List;

/** Where there may be something of a mail, and who reads it there. */
record StoryTopics(TopicNames names, String group, Lanes lanes) {

    /** Those that mail events are published to. */
    List<String> entrances() {
        return lanes.all().stream().map(lanes::topic).toList();
    }

    /** One for each lane, and one for what was put off. */
    List<String> groups() {
        return lanes.groups(group);
    }
}
