/**
 * The SMTP client: connects, secures, logs in, and carries out mail transactions, one connection an
 * object.
 *
 * <p>Enters: a target and a mail. Leaves: a {@link dev.waypost.smtp.SubmissionReport}, or a {@link
 * dev.waypost.smtp.SubmissionFailure} that knows its phase. Not its business: what a reply means,
 * how many connections there are, which port is next, settings. Plain Java: knows neither Camel nor
 * Kafka nor injection. May import: {@code smtp}, {@code smtp.tls}, {@code smtp.login}.
 */
package dev.waypost.smtp.client;
