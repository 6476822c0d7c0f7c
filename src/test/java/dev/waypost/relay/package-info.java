/** A relay for tests and the demo: real sockets, real TLS, and a script for its misbehaviour. */
package dev.waypost.relay;
