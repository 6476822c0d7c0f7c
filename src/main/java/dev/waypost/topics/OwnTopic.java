package dev.waypost.topics;

import dev.waypost.config.TopicNames;
import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import dev.waypost.report.RetrySchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A topic that Waypost writes to. Its records are kept at least as long as those of the mail
 * events' topic, whatever the two durations say.
 *
 * @param least how long its records must be kept, or what it is for is lost
 * @param wanted how long they are kept where Waypost creates it
 */
public record OwnTopic(String name, Duration least, Duration wanted) {

    /**
     * A dead letter waits for a person, and is the last that is left of its mail: longer than
     * Kafka's week, which a holiday outlasts.
     */
    private static final Duration DEAD_LETTERS = Duration.ofDays(30);

    /** What an operator says holds a week at most; a broker keeps a record at least as long. */
    private static final Duration LEAST_CONTROL = Duration.ofDays(7);

    private static final Duration CONTROL = Duration.ofDays(8);

    /** All of them, the status topic first: no mail goes out before it is there and read. */
    public static List<OwnTopic> of(WaypostConfig config) {
        TopicNames names = TopicNames.of(config);
        Duration maxAge = config.retry().maxAge();
        RetrySchedule schedule = RetrySchedule.of(config);
        List<OwnTopic> own = new ArrayList<>();
        Lanes lanes = Lanes.of(config);
        for (Lane lane : lanes.all()) {
            if (lane != Lane.NORMAL) {
                own.add(new OwnTopic(lanes.topic(lane), Duration.ZERO, Duration.ZERO));
            }
            for (Duration delay : schedule.topics()) {
                // A mail that is given up becomes a dead letter, and is read here for it.
                Duration least = maxAge.plus(RetrySchedule.longest(delay));
                String name = names.retry(RetrySchedule.label(delay)) + lane.suffix();
                own.add(new OwnTopic(name, least, least));
            }
        }
        own.add(new OwnTopic(names.control(), LEAST_CONTROL, CONTROL));
        own.add(new OwnTopic(names.deadLetters(), Duration.ZERO, DEAD_LETTERS));
        Duration last = schedule.topics().stream().max(Comparator.naturalOrder()).orElseThrow();
        // As long as a mail may come again, it must be known who has it.
        Duration known = maxAge.plus(RetrySchedule.longest(last));
        own.add(0, new OwnTopic(names.status(), known, known));
        return List.copyOf(own);
    }
}
