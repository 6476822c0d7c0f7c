package dev.waypost.carry;

import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lanes;
import dev.waypost.report.Receipts;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Message;

/**
 * A record that came on the topic of one lane while its event's priority names another: it goes to
 * that one's topic as it came, and is carried from there. Once, for there it is in its place. Any
 * thread.
 */
@Singleton
@Named("laneChange")
@RegisterForReflection
public class LaneChange {

    private final Lanes lanes;
    private final String topic;

    @Inject
    LaneChange(WaypostConfig config) {
        this.lanes = Lanes.of(config);
        this.topic = config.topic();
    }

    /**
     * Is it in its lane? If not, {@code misplaced} says so, and {@code laneTopic} where it goes.
     */
    public Delivery ask(Delivery delivery) {
        return lanes.instead(delivery.record().topic(), delivery.event().priority())
                .map(lanes::topic)
                .map(target -> delivery.demanding(new Receipts(topic, target)))
                .orElse(delivery);
    }

    /** The next record that is written is this one, with the place where it stood first. */
    public Delivery write(Delivery delivery, Message message) {
        return OutgoingRecord.of(delivery.record())
                .with(delivery.history().placeHeaders())
                .into(message, delivery, Receipts.Report.LANE);
    }
}
