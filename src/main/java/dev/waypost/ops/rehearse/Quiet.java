package dev.waypost.ops.rehearse;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a killed process complains of is of no account; {@link #close} lets others speak again. */
final class Quiet implements AutoCloseable {

    private final List<Logger> loggers =
            List.of(
                    Logger.getLogger("dev.waypost"),
                    Logger.getLogger("org.apache.camel"),
                    Logger.getLogger("org.apache.kafka"));
    private final List<Level> before = loggers.stream().map(Logger::getLevel).toList();

    Quiet() {
        loggers.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @Override
    public void close() {
        for (int i = 0; i < loggers.size(); i++) {
            loggers.get(i).setLevel(before.get(i));
        }
    }
}
