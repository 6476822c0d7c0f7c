package dev.waypost.topics;

/**
 * Something that this user may not do in Kafka and that the routes do.
 *
 * @param on name of the topic or group
 * @param message what is missing
 * @param advice what to do about it
 * @param losesReports whether what becomes of a mail could not be written
 */
public record MissingRight(String on, String message, String advice, boolean losesReports) {

    @Override
    public String toString() {
        return message + "; " + advice;
    }
}
