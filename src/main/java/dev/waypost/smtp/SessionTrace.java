package dev.waypost.smtp;

import java.util.List;
import org.jboss.logging.Logger;

/**
 * Writes one dialogue to the log, as it goes: no secret, no message, addresses only where somebody
 * asked for them. One thread.
 */
public final class SessionTrace {

    private static final Logger LOG = Logger.getLogger(SessionTrace.class);

    private final String name;
    private final boolean addresses;

    /**
     * @param name of the dialogue in the log, to tell it from others beside it
     */
    SessionTrace(String name, boolean addresses) {
        this.name = name;
        this.addresses = addresses;
    }

    /**
     * @param lines one command or a group of them, without what is secret
     */
    public void sent(String lines) {
        lines.lines().forEach(line -> tell("C: " + line));
    }

    public void received(List<String> lines) {
        lines.forEach(line -> tell("S: " + line));
    }

    /** Something that is no line of the dialogue. */
    public void tell(String text) {
        LOG.infof("trace %s %s", name, addresses ? text : AddressMask.masked(text));
    }
}
