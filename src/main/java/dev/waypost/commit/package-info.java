/**
 * What may be committed, and when more may be taken.
 *
 * <p>Enters: records as the poll loop reads them, and the word that one is done or given back.
 * Leaves: offsets, committed on the polling thread. Not its business: what a record says, what
 * became of the mail. May import: {@code lane}, {@code config}.
 */
package dev.waypost.commit;
