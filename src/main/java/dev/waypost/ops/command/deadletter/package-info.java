/**
 * Commands about dead letters: list, show, count, export, replay.
 *
 * <p>Enters: words on the command line. Leaves: text or JSON for a person or a script. Not its
 * business: reading and writing the dead letter topic ({@code ops.deadletter}).
 */
package dev.waypost.ops.command.deadletter;
