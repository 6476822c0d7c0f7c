/**
 * What may be committed, and when more may be taken: offset trackers, the low watermark, the
 * in-flight limit, and backpressure on the poll loop by pausing partitions.
 *
 * <p>Enters: records as the poll loop reads them, and the word that one is done or released.
 * Leaves: offsets, committed on the polling thread. Not its business: what a record says, what
 * became of the mail. May import: {@code commit.unreadable}, {@code lane}, {@code config}, {@code
 * config.routes}.
 */
package dev.waypost.commit;
