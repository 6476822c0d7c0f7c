/**
 * TLS to the relay (RFC 8314, RFC 8997): versions, trust, our own certificate, and what was wrong
 * with the relay's.
 *
 * <p>Enters: PEM files and a connected socket. Leaves: a socket in TLS, or a named {@link
 * dev.waypost.smtp.tls.CertificateFault}. Not its business: STARTTLS, the dialogue. Plain Java. May
 * import: {@code smtp}.
 */
package dev.waypost.smtp.tls;
