/**
 * A relay on the loopback interface that says what a story wants it to: SMTP over real sockets and
 * TLS, with a certificate of an authority made for the rehearsal.
 *
 * <p>Enters: {@link dev.waypost.ops.rehearse.relay.RelayRule}s. Leaves: the mails that it took. Not
 * its business: what a reply means.
 */
package dev.waypost.ops.rehearse.relay;
