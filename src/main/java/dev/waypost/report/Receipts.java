package dev.waypost.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * What one verdict demands in Kafka, and which of it the broker has not acknowledged yet. A record
 * that is written knows its receipts by itself ({@link WholeRecord}), so no copy of an exchange and
 * no other record counts. Any thread.
 */
final class Receipts {

    /** Exchange property: those of the verdict. */
    static final String RECEIPTS = "receipts";

    /** What may be demanded. */
    enum Report {
        STATUS("its status event", ".status"),
        RETRY("its retry", ".retry.<delay>"),
        DEAD_LETTER("its dead letter", ".dead-letter");

        private final String words;
        private final String topic;

        Report(String words, String topic) {
            this.words = words;
            this.topic = topic;
        }

        String words() {
            return words;
        }
    }

    private final String topic;
    private final Predicate<String> isRead;
    private final Map<Report, Boolean> demanded = new EnumMap<>(Report.class);

    /**
     * @param topic the topic of mail events
     * @param isRead whether a topic is read by the routes: no other keeps a retry
     */
    Receipts(String topic, Predicate<String> isRead, Verdict verdict) {
        this.topic = topic;
        this.isRead = isRead;
        demanded.put(Report.STATUS, false);
        if (verdict.isDeferred()) {
            demanded.put(Report.RETRY, false);
        }
        if (verdict.isBuried()) {
            demanded.put(Report.DEAD_LETTER, false);
        }
    }

    /** This is not to be written at all. */
    void waive(Report report) {
        demanded.remove(report);
    }

    /** Those of the exchange's verdict; null where it has none. */
    static Receipts of(Exchange exchange) {
        return exchange.getProperty(RECEIPTS, Receipts.class);
    }

    /** The broker has this, in this topic. */
    synchronized void acknowledge(Report report, String where) {
        boolean counts =
                report == Report.RETRY
                        ? where.startsWith(topic + ".retry.") && isRead.test(where)
                        : where.equals(topic + report.topic);
        if (counts) {
            demanded.computeIfPresent(report, (any, before) -> true);
        }
    }

    /** What is not acknowledged. */
    synchronized Set<Report> missing() {
        return demanded.entrySet().stream()
                .filter(each -> !each.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What is not acknowledged, and where it belongs, in words for an operator. */
    String missingWords() {
        return missing().stream()
                .sorted()
                .map(report -> report.words + " (" + topic + report.topic + ")")
                .collect(Collectors.joining(" and "));
    }
}
