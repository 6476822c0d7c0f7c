/**
 * What an operator says to all pods at once: pause and resume, ports to be tried or forgotten,
 * traces and log levels for a while.
 *
 * <p>Enters: a {@link dev.waypost.ops.control.ControlCommand}, from the command line or the
 * console. Leaves: the command on the control topic, what each pod does on it, and its answer. Not
 * its business: who may say it ({@code ops.console} asks, and Kafka's own rights), and how a pod
 * does it.
 */
package dev.waypost.ops.control;
