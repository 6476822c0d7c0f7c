/**
 * Commands that speak to running pods: pause, resume, status, try a port, trace, log level.
 *
 * <p>Enters: words on the command line. Leaves: a record on the control topic, and what the pods
 * answer.
 */
package dev.waypost.ops.command.control;
