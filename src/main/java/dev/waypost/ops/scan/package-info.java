/**
 * Topics read once, from here to there, for whoever asks about them.
 *
 * <p>Enters: which topics, and from when. Leaves: their records, each partition in its order, and
 * how far it is. Belongs to no consumer group and commits nothing, so looking changes nothing. Not
 * its business: what the records say.
 */
package dev.waypost.ops.scan;
