package dev.waypost.lane;

import dev.waypost.config.TopicNames;
import dev.waypost.config.WaypostConfig;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which lanes there are and what their topics are called: the normal one is the topic of mail
 * events, another one the same with its name behind, and so are their retry topics: {@code
 * outbound-mail.bulk}, {@code outbound-mail.retry.5m.bulk}. Immutable.
 */
public final class Lanes {

    private final String topic;
    private final Set<Lane> all;
    private final double leastShare;

    /**
     * @param topic of mail events, the normal lane's
     * @param beside the other lanes that have topics
     * @param leastShare the part of the turns that a lane gets at least while it waits, 0 to 1
     */
    public Lanes(String topic, Collection<Lane> beside, double leastShare) {
        this.topic = topic;
        this.all = EnumSet.of(Lane.NORMAL);
        this.all.addAll(beside);
        this.leastShare = leastShare;
    }

    /** As configured. */
    public static Lanes of(WaypostConfig config) {
        List<Lane> beside =
                config.lanes().orElse(List.of()).stream()
                        .map(name -> Lane.named(name.strip()).orElseThrow())
                        .toList();
        return new Lanes(config.topic(), beside, config.delivery().leastShare());
    }

    /** The highest first; the normal one alone where no other is configured. */
    public List<Lane> all() {
        return List.copyOf(all);
    }

    /** Whether there are several. */
    public boolean areSeveral() {
        return all.size() > 1;
    }

    /** The part of the turns that a lane gets at least while it waits, 0 to 1. */
    public double leastShare() {
        return leastShare;
    }

    /** The topic that mail events of this lane are published to. */
    public String topic(Lane lane) {
        return topic + lane.suffix();
    }

    /** The topics of lanes that are not configured: who publishes there waits for ever. */
    public List<String> unread() {
        return Stream.of(Lane.values())
                .filter(lane -> !all.contains(lane))
                .map(this::topic)
                .toList();
    }

    /** The consumer groups under this name: one for each lane, and one for all that was put off. */
    public List<String> groups(String name) {
        return Stream.concat(
                        all.stream().map(lane -> name + lane.suffix()), Stream.of(name + ".retry"))
                .toList();
    }

    /** The lane of a topic's records; of any topic that is no other lane's, the normal one. */
    public Lane of(String name) {
        if (!areSeveral()) {
            return Lane.NORMAL;
        }
        return all.stream()
                .filter(lane -> lane != Lane.NORMAL)
                .filter(
                        lane ->
                                name.equals(topic(lane))
                                        || name.startsWith(new TopicNames(topic).retryPrefix())
                                                && name.endsWith(lane.suffix()))
                .findAny()
                .orElse(Lane.NORMAL);
    }

    /** Whether mail events are published to this topic, not put off into it. */
    public boolean isEntrance(String name) {
        return all.stream().anyMatch(lane -> name.equals(topic(lane)));
    }

    /**
     * Where a record of this topic belongs instead.
     *
     * @param priority as its event says it; null where it says nothing
     * @return empty where it is in its place: by its priority, because that has no topic, or
     *     because it was put off in its lane
     */
    public Optional<Lane> instead(String name, String priority) {
        return Lane.named(priority)
                .filter(all::contains)
                .filter(lane -> lane != of(name))
                .filter(lane -> isEntrance(name));
    }
}
