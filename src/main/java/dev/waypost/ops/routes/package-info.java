/**
 * The check of the routes: what would lose a mail, send it twice, or not start.
 *
 * <p>Enters: the routes as Camel has loaded them, nothing started. Leaves: {@link
 * dev.waypost.ops.Finding}s with file and line. Not its business: running a route.
 */
package dev.waypost.ops.routes;
