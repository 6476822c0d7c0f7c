package dev.waypost.topics;

import dev.waypost.config.WaypostConfig;
import dev.waypost.lane.Lanes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One look at all topics: which are missing, and what is wrong with the others.
 *
 * @param missing names of topics that do not exist, or that this user may not see
 * @param faults of those that exist, by topic; what is as it must be is left out
 */
public record TopicReview(Set<String> missing, List<TopicFaults> faults) {

    /** Looks. Throws Kafka's own exceptions; blocks. */
    public static TopicReview of(WaypostConfig config, TopicCatalogue catalogue)
            throws InterruptedException {
        List<OwnTopic> own = OwnTopic.of(config);
        List<String> names = new ArrayList<>(own.stream().map(OwnTopic::name).toList());
        names.add(config.topic());
        List<String> unread = Lanes.of(config).unread();
        names.addAll(unread);
        Map<String, TopicState> states = catalogue.states(names);
        TopicReview review = of(config.topic(), own, states);
        unread.stream()
                .filter(states::containsKey)
                .map(TopicFaults::ofUnread)
                .forEach(review.faults()::add);
        return review;
    }

    static TopicReview of(String source, List<OwnTopic> own, Map<String, TopicState> states) {
        Set<String> missing = new HashSet<>();
        List<TopicFaults> faults = new ArrayList<>();
        TopicTerms terms = null;
        if (states.containsKey(source)) {
            terms = new TopicTerms(states.get(source));
            faults.add(terms.ofTheSource());
        } else {
            missing.add(source);
        }
        for (OwnTopic topic : own) {
            TopicState state = states.get(topic.name());
            if (state == null) {
                missing.add(topic.name());
            } else if (terms != null) {
                faults.add(terms.faults(topic, state));
            }
        }
        faults.removeIf(TopicFaults::isEmpty);
        return new TopicReview(missing, faults);
    }
}
