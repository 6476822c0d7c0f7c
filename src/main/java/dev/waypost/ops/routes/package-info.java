/**
 * The routes as Camel has loaded them, nothing started, as the check, the doctor and the rehearsal
 * look at them: the model, endpoints and topics, the vocabulary of steps, what is wrong with a
 * file.
 *
 * <p>Enters: route files. Leaves: a {@link dev.waypost.ops.routes.RouteModel}, and {@link
 * dev.waypost.ops.Finding}s with file and line where they are no routes. Not its business: running
 * a route; the rules ({@code ops.routes.rule}, {@code ops.routes.flow}).
 */
package dev.waypost.ops.routes;
