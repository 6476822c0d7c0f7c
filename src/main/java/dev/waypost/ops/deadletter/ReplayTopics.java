package dev.waypost.ops.deadletter;

import dev.waypost.config.TopicNames;
import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lane;
import dev.waypost.lane.Lanes;
import dev.waypost.report.RetrySchedule;
import java.time.Duration;
import java.util.List;

/**
 * The topics that a replay has to do with.
 *
 * @param deadLetters where it takes them from
 * @param status where it marks what it put back
 * @param retry where it puts those of the normal lane: the shortest retry topic, for only on a
 *     retry topic may a record say whom it is still for
 */
record ReplayTopics(String deadLetters, String status, String retry, Lanes lanes) {

    static ReplayTopics of(WaypostConfig config) {
        RetrySchedule schedule = RetrySchedule.of(config);
        TopicNames names = TopicNames.of(config);
        return new ReplayTopics(
                names.deadLetters(),
                names.status(),
                names.retry(RetrySchedule.label(schedule.nearest(Duration.ZERO))),
                Lanes.of(config));
    }

    /** Into its own lane; the normal one where that is not configured any more. */
    String retry(DeadLetterRecord letter) {
        return retry + letter.lane().filter(lanes.all()::contains).orElse(Lane.NORMAL).suffix();
    }

    /** Each lane's. */
    List<String> retries() {
        return lanes.all().stream().map(lane -> retry + lane.suffix()).toList();
    }
}
