/** What a submission promises, against a relay with real sockets and real TLS. */
package dev.waypost.smtp.pool;
