/**
 * What is typed: one class for each command, named after it.
 *
 * <p>Enters: arguments and settings. Leaves: lines for a person, and an exit code: 0 all well, 1
 * findings or a failure, 2 wrong usage. Not its business: what the lines are about; the rooms
 * beside it know. Only {@code run} starts routes and opens ports.
 */
package dev.waypost.ops.command;
