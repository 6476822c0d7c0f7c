/**
 * What Prometheus sees: every metric has a sentence that says what it is, base units and labels of
 * closed lists.
 *
 * <p>Enters: results as the report route tells them, attempts as they end, and whatever the other
 * rooms can be asked. Leaves: meters. Not its business: what a rise means and what to do;
 * docs/metrics.md says so.
 */
package dev.waypost.ops.metrics;
