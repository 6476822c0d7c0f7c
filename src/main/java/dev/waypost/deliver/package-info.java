/**
 * From an envelope to a relay's word about it.
 *
 * <p>Enters: an {@link dev.waypost.compose.Envelope} and the remaining recipients. Leaves: a filled
 * {@link dev.waypost.deliver.AttemptLog}, or one of the four exceptions of {@code classify}. Not
 * its business: the order of the ports (that is in {@code routes/relays}), topics, offsets. May
 * import: {@code compose}, {@code classify}, {@code config}.
 */
package dev.waypost.deliver;
