package dev.waypost.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What Waypost and Camel would log is not asked for meanwhile: a thousand worlds say much. */
final class Quiet implements AutoCloseable {

    /** Held, for loggers that nobody holds lose their level. */
    private final Map<Logger, Level> before = new LinkedHashMap<>();

    Quiet() {
        for (String name : List.of("dev.waypost", "org.apache")) {
            Logger logger = Logger.getLogger(name);
            before.put(logger, logger.getLevel());
            logger.setLevel(Level.OFF);
        }
    }

    @Override
    public void close() {
        before.forEach(Logger::setLevel);
    }
}
