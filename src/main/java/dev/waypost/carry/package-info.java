/**
 * The words of the routes: a {@link dev.waypost.carry.Delivery}, which every step of {@code carry}
 * gets and returns, and the beans that the YAML names.
 *
 * <p>Follow a mail by jumping to definitions, in the order of {@code routes/10-intake}: {@code
 * commit.InFlightWindow#admit} on the polling thread, {@link dev.waypost.carry.RecordCapture},
 * {@link dev.waypost.carry.Redeliveries}, {@link dev.waypost.carry.MailEvents}, {@link
 * dev.waypost.carry.Deduplication}, {@link dev.waypost.carry.Composition}, {@link
 * dev.waypost.carry.Passes} and the {@code smtp:} endpoints, {@link
 * dev.waypost.carry.DeliveryResults}, {@link dev.waypost.carry.StatusEvent}, {@link
 * dev.waypost.carry.RetryRecord} and {@link dev.waypost.carry.DeadLetter}, {@code
 * commit.InFlightWindow#done}, which moves the low watermark. What a filter asks is in {@link
 * dev.waypost.carry.Conditions}.
 *
 * <p>Enters: an exchange of Camel's Kafka consumer. Leaves: the same exchange, its body the
 * delivery; {@link dev.waypost.carry.OutgoingRecord} alone makes of it what a {@code kafka:}
 * endpoint writes. Not its business: what is decided in a step, which is plain Java in the other
 * rooms. May import every room but {@code ops}; none but {@code ops} imports it.
 */
package dev.waypost.carry;
