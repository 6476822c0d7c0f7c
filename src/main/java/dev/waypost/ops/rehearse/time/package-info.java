/**
 * The rehearsal's time: hours of backoff in no time, and the moment at which the process is killed.
 *
 * <p>Enters: threads that wait, steps that have an effect. Leaves: both in an order that is the
 * same in each rehearsal.
 */
package dev.waypost.ops.rehearse.time;
