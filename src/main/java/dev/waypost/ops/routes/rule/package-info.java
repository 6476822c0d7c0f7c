/**
 * The rules of the route check, each a promise that routes keep, and {@link
 * dev.waypost.ops.routes.rule.RouteCheck} that asks them all.
 *
 * <p>Enters: a {@link dev.waypost.ops.routes.RouteModel}. Leaves: {@link dev.waypost.ops.Finding}s
 * with file and line. Not its business: what happens to a mail on its way through the steps ({@code
 * ops.routes.flow}).
 */
package dev.waypost.ops.routes.rule;
