package dev.waypost.ops.rehearse.relay;

import java.util.Collection;
import java.util.List;

/**
 * One sentence of a relay's part in a story. Immutable; how often it was followed is the relay's to
 * know.
 *
 * @param port by its customary number; {@code all} for any
 * @param at a command, {@link #GREETING} or {@link #DOT}; {@link #DOOR} for the port itself
 * @param of the recipient or sender that it is about; empty for any
 * @param reply the reply line; empty for none
 * @param then what is done instead of a reply, or how the door is
 * @param times how often; {@link Integer#MAX_VALUE} for always
 */
public record RelayRule(String port, String at, String of, String reply, String then, int times) {

    public static final String ANY_PORT = "all";
    public static final String DOOR = "door";
    public static final String GREETING = "GREETING";
    public static final String DOT = "dot";

    public static final String REFUSES = "refuses";
    public static final String SILENT = "is silent";
    public static final String CLOSES = "closes";
    public static final String NONSENSE = "talks nonsense";
    public static final String WITHOUT = "has no ";

    /** How a door may be. */
    public static final List<String> DOORS =
            List.of(REFUSES, SILENT, WITHOUT + "STARTTLS", WITHOUT + "AUTH");

    /** What may be done instead of a reply. */
    public static final List<String> DEEDS = List.of(SILENT, CLOSES, NONSENSE);

    /** Where something may be replied or done. */
    public static final List<String> PLACES =
            List.of(GREETING, "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", DOT);

    /** Whether it speaks of this. */
    boolean isAbout(String where, String what, Collection<String> whom) {
        return (port.equals(ANY_PORT) || port.equals(where))
                && at.equals(what)
                && (of.isEmpty() || whom.contains(of));
    }

    /** Whether the command goes well all the same. */
    boolean isPositive() {
        return reply.startsWith("2") || reply.startsWith("3");
    }
}
