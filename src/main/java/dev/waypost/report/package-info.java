/**
 * What becomes of a mail after a pass, and how that is told: results, the retry schedule, what a
 * status event says, what a retry has behind it, and which of it the broker has.
 *
 * <p>Enters: a record, its event if it could be read, and the log of a pass. Leaves: a {@link
 * dev.waypost.report.DeliveryResult}, and values and headers of the records that {@code carry}
 * makes of it. Not its business: which topic gets them (that is in {@code routes/30-report}), what
 * a reply means. May import: {@code intake}, {@code deliver}, {@code smtp}, {@code classify},
 * {@code lane}, {@code config}.
 */
package dev.waypost.report;
