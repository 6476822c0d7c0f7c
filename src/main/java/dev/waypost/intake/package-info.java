/**
 * Intake: a Kafka record becomes a {@link dev.waypost.intake.MailEvent}, or an {@link
 * dev.waypost.intake.InvalidEvent} that lists everything that is wrong with it.
 *
 * <p>Enters: a record as it was read, of which nothing is trusted. Leaves: values that are valid by
 * the RFCs, free of CR, LF and NUL wherever they could reach a header field or a command.
 *
 * <p>Not its business: whether the mail was seen before, what the message looks like, where an
 * invalid event goes. May import: {@code intake.address}, {@code intake.field}, {@code config}.
 */
package dev.waypost.intake;
