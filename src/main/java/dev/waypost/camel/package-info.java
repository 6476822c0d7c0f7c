/**
 * The Camel component of {@code smtp:} and {@code smtps:}, and the submission ports as routes name
 * them.
 *
 * <p>Enters: an exchange with a message, and the options of an endpoint's URI. Leaves: the message
 * with the relay, or the exception. Not its business: whether a port may be asked, and what a
 * failure means. May import: {@code deliver}, {@code smtp}, {@code compose}, {@code lane}, {@code
 * config}.
 */
package dev.waypost.camel;
