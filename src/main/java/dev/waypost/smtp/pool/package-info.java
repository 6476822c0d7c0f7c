/**
 * The connection pool: open connections to each submission port, used again and again.
 *
 * <p>Enters: a target and a message. Leaves: what the SMTP client says of it; idle connections, and
 * how many of them a relay takes. Not its business: the words on the wire, whether a port should be
 * asked at all. May import: {@code smtp}, {@code classify}, {@code pace}, {@code lane}, {@code
 * config}.
 */
package dev.waypost.smtp.pool;
