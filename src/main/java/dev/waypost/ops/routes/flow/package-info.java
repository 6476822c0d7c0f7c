/**
 * A mail's way through the routes, by data-flow analysis: which steps have happened to it before
 * each step, on every way that leads there, and whether each way has its ending.
 *
 * <p>Enters: a {@link dev.waypost.ops.routes.RouteModel}. Leaves: findings of one rule, {@link
 * dev.waypost.ops.routes.flow.CarriageRule}, and what runs beside the steps. Not its business:
 * options of endpoints, names, conditions that do not parse ({@code ops.routes.rule}).
 */
package dev.waypost.ops.routes.flow;
