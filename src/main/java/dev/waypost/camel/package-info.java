/**
 * The Camel component of {@code smtp:} and {@code smtps:}.
 *
 * <p>Enters: an exchange with a message, and the options of an endpoint's URI. Leaves: the message
 * with the relay, or the exception. Not its business: whether a port may be asked, and what a
 * failure means. May import: {@code deliver}, {@code smtp}, {@code smtp.pool}, {@code compose},
 * {@code config}.
 */
package dev.waypost.camel;
