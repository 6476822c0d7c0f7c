package dev.waypost.config;

/**
 * What the topics beside that of the mail events are called. Immutable.
 *
 * @param topic of mail events, the normal lane's
 */
public record TopicNames(String topic) {

    /** As configured. */
    public static TopicNames of(WaypostConfig config) {
        return new TopicNames(config.topic());
    }

    /** Where it is told what became of each mail. */
    public String status() {
        return topic + ".status";
    }

    /** Where records that were given up are kept. */
    public String deadLetters() {
        return topic + ".dead-letter";
    }

    /** Where operators speak to all pods. */
    public String control() {
        return topic + ".control";
    }

    /** What the names of all retry topics begin with, also of an older schedule or another lane. */
    public String retryPrefix() {
        return topic + ".retry.";
    }

    /**
     * Where mails of the normal lane wait for so long; another lane's has its suffix behind.
     *
     * @param delay as the schedule spells it: {@code 5m}
     */
    public String retry(String delay) {
        return retryPrefix() + delay;
    }
}
