/**
 * Turns a mail event into what one SMTP transaction carries.
 *
 * <p>Enters: a valid {@link dev.waypost.intake.MailEvent}. Leaves: an {@link
 * dev.waypost.compose.Envelope}, or {@link dev.waypost.compose.UncomposableEvent} for an event that
 * no relay could take.
 *
 * <p>Not its business: whether the event may be sent, dot-stuffing, signing, ports and replies.
 * Everything that says Subject, Content-Type, boundary or Message-ID is said here and nowhere else.
 * May import: {@code intake}, {@code intake.address}, {@code intake.field}.
 */
package dev.waypost.compose;
