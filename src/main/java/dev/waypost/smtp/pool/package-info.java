/**
 * The connection pool: open connections to each submission port, used again and again;
 * single-flight connect and login; an adaptive connection limit; stale connections, found before
 * they cost a mail.
 *
 * <p>Enters: a target and a mail. Leaves: what the SMTP client says of it. Not its business: the
 * words on the wire, whether a port should be asked at all, the rate. Plain Java. May import:
 * {@code smtp}, {@code smtp.client}, {@code lane}.
 */
package dev.waypost.smtp.pool;
