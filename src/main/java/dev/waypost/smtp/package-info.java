/**
 * The facts of the wire, which all may speak of: phase, reply, failure kind, the mail that one
 * transaction carries, the target it goes to, the report of what the relay said.
 *
 * <p>Enters: what {@code smtp.client} saw. Leaves: values. Not its business: what a reply means.
 * Plain Java. May import: no other room.
 */
package dev.waypost.smtp;
