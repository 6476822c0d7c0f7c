/**
 * Commands about one mail and about dead letters: mail; list, show, count, export, replay.
 *
 * <p>Enters: words on the command line. Leaves: text or JSON for a person or a script. Not its
 * business: reading and writing the topics ({@code ops.deadletter}, {@code ops.story}).
 */
package dev.waypost.ops.command.deadletter;
