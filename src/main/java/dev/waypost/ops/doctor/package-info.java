/**
 * The doctor: what Waypost depends on, looked at from where it runs.
 *
 * <p>Enters: settings. Leaves: {@link dev.waypost.ops.Findings}. Not its business: sending a mail,
 * logging in, mending anything.
 */
package dev.waypost.ops.doctor;
