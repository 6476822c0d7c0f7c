/**
 * The policy of delivery: port failover, port health, probes, circuit breakers, backpressure by
 * pace.
 *
 * <p>Enters: an {@link dev.waypost.compose.Envelope} and the remaining recipients. Leaves: a filled
 * {@link dev.waypost.deliver.AttemptLog}, or one of the exceptions of {@code classify}. What is
 * known of a relay account is in its {@link dev.waypost.deliver.RelayAccount} and nowhere else. Not
 * its business: the order of the ports (that is in {@code routes/relays}), the wire, topics,
 * offsets. May import: {@code smtp}, {@code smtp.client}, {@code smtp.pool}, {@code smtp.tls},
 * {@code login}, {@code compose}, {@code classify}, {@code pace}, {@code lane}, {@code config}.
 */
package dev.waypost.deliver;
