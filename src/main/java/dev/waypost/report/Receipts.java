package dev.waypost.report;

import dev.waypost.config.TopicNames;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What one verdict, or a move to another lane, demands in Kafka, and which of it the broker has not
 * acknowledged yet. A record that is written knows its receipts by itself ({@link WholeRecord}), so
 * no copy of an exchange and no other record counts. Any thread.
 */
public final class Receipts {

    /** What may be demanded. */
    public enum Report {
        STATUS("its status event", TopicNames::status),
        RETRY("its retry", names -> names.retry("<delay>")),
        DEAD_LETTER("its dead letter", TopicNames::deadLetters),
        LANE("its record in another lane", names -> names.topic() + ".<lane>");

        private final String words;
        private final Function<TopicNames, String> topic;

        Report(String words, Function<TopicNames, String> topic) {
            this.words = words;
            this.topic = topic;
        }

        /** As an operator reads it: {@code its retry}. */
        public String words() {
            return words;
        }
    }

    private final TopicNames names;
    private final Predicate<String> isRead;
    private final String target;
    private final Map<Report, Boolean> demanded = new EnumMap<>(Report.class);

    /**
     * @param topic the topic of mail events
     * @param isRead whether a topic is read by the routes: no other keeps a mail
     */
    public Receipts(String topic, Predicate<String> isRead, DeliveryResult verdict) {
        this.names = new TopicNames(topic);
        this.isRead = isRead;
        this.target = null;
        if (verdict.statusDue()) {
            demanded.put(Report.STATUS, false);
        }
        if (verdict.isDeferred()) {
            demanded.put(Report.RETRY, false);
        }
        if (verdict.isDeadLettered()) {
            demanded.put(Report.DEAD_LETTER, false);
        }
    }

    /**
     * What the move to another lane demands.
     *
     * @param target that lane's topic, which a route reads: the start sees to it
     */
    public Receipts(String topic, String target) {
        this.names = new TopicNames(topic);
        this.isRead = target::equals;
        this.target = target;
        demanded.put(Report.LANE, false);
    }

    /** The topic of the lane that the record moves to; null where it does not. */
    public String target() {
        return target;
    }

    /** The broker has this, in this topic. */
    public synchronized void acknowledge(Report report, String where) {
        boolean counts =
                switch (report) {
                    case RETRY -> where.startsWith(names.retryPrefix()) && isRead.test(where);
                    case LANE -> isRead.test(where);
                    default -> where.equals(report.topic.apply(names));
                };
        if (counts) {
            demanded.computeIfPresent(report, (any, before) -> true);
        }
    }

    /** What is not acknowledged. */
    public synchronized Set<Report> missing() {
        return demanded.entrySet().stream()
                .filter(each -> !each.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What is not acknowledged, and where it belongs, in words for an operator. */
    public String missingWords() {
        return missing().stream()
                .sorted()
                .map(report -> report.words + " (" + report.topic.apply(names) + ")")
                .collect(Collectors.joining(" and "));
    }
}
