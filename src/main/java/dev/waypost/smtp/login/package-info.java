/**
 * SASL mechanisms (RFC 4422): what each says to prove a secret.
 *
 * <p>Enters: a target with its secret, the relay's challenges. Leaves: responses. Not its business:
 * which mechanism is tried, what a refusal means. Plain Java. May import: {@code smtp}.
 */
package dev.waypost.smtp.login;
