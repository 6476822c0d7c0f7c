/**
 * The doctor: what Waypost depends on, looked at from where it runs.
 *
 * <p>Enters: settings. Leaves: a {@link dev.waypost.ops.doctor.Diagnosis}. Not its business: how
 * SMTP is spoken (it looks with the client that carries mail), and mending anything.
 */
package dev.waypost.ops.doctor;
