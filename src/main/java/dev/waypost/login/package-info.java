/**
 * Tokens for who logs in by OAuth 2 (RFC 6749) instead of a password.
 *
 * <p>Enters: what the settings say of a token server, and the secrets they name. Leaves: a token
 * that is good now, or why there is none. Not its business: how a token is said to the relay (that
 * is in {@code smtp}), what becomes of mails without one. May import: {@code smtp}, {@code
 * smtp.tls}, {@code config}.
 */
package dev.waypost.login;
