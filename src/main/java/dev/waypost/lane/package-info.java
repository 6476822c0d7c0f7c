/**
 * Who goes first where mails wait, and which topics the lanes are.
 *
 * <p>Enters: settings, the name of a topic, the priority that an event names. Leaves: its lane, and
 * the order in which lanes have their turns. Not its business: what is waited for. Plain Java. May
 * import: {@code config}.
 */
package dev.waypost.lane;
