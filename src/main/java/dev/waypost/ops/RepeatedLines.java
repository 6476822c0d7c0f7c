package dev.waypost.ops;

import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * Kafka's clients say the same with each try, all of them: a wrong password is lines each second,
 * in which the one that says what it means is lost. What one says is in the log once a minute,
 * whichever of them says it. Any thread.
 */
@LoggingFilter(name = "repeated-lines")
public final class RepeatedLines implements Filter {

    private static final String KAFKA = "org.apache.kafka.";
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 1000;

    /** {@code [Consumer clientId=..., groupId=...] }. */
    private static final Pattern CLIENT = Pattern.compile("^\\[[^]]*] ");

    private final Map<String, Instant> said = new HashMap<>();

    @Override
    public boolean isLoggable(LogRecord line) {
        return line.getLoggerName() == null
                || !line.getLoggerName().startsWith(KAFKA)
                || line.getMessage() == null
                || isNews(CLIENT.matcher(line.getMessage()).replaceFirst(""), line.getInstant());
    }

    private synchronized boolean isNews(String text, Instant now) {
        said.values().removeIf(then -> !now.isBefore(then.plus(PAUSE)));
        return said.size() >= REMEMBERED || said.putIfAbsent(text, now) == null;
    }
}
