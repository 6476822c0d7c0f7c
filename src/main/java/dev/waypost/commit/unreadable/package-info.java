/**
 * Records that Kafka's client cannot read (checksum, compression): their partition waits, or they
 * are passed over with a dead letter that names the place.
 *
 * <p>Enters: a poll that failed. Leaves: the place, and what was done about it. Not its business:
 * offsets of records that can be read. May import: {@code config}.
 */
package dev.waypost.commit.unreadable;
