/**
 * Deduplication: which mails were accepted before.
 *
 * <p>Enters: an event with its recipients, and the word that some were accepted; the status topic,
 * which is the memory that outlives the process. Leaves: the recipients that are left; what other
 * pods tell of their pace. Not its business: what a duplicate means for anybody. May import: {@code
 * pace}, {@code config}.
 */
package dev.waypost.dedup;
