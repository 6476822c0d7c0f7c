/**
 * What became of a mail, as records: status events, retries, dead letters.
 *
 * <p>Enters: a record, its event if it could be read, and the log of a pass. Leaves: key, value and
 * headers of what a route then writes. Not its business: which topic gets it (that is in {@code
 * routes/30-report}), the verdict. May import: {@code intake}, {@code deliver}, {@code smtp},
 * {@code classify}, {@code lane}, {@code config}.
 */
package dev.waypost.report;
