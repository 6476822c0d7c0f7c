/**
 * The SMTP client: one connection to a submission port, and the transactions on it.
 *
 * <p>Enters: a target and a message with its recipients. Leaves: the relay's {@link
 * dev.waypost.smtp.SubmissionReport}, or a {@link dev.waypost.smtp.SubmissionFailure} that knows
 * its phase and what was seen. Not its business: what a reply means, how many connections there
 * are, which port is next. Plain Java: knows neither Camel nor Kafka nor injection.
 */
package dev.waypost.smtp;
