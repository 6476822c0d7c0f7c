/**
 * The words of the routes: a {@link dev.waypost.carry.Delivery}, which every step of {@code carry}
 * gets and returns, and the beans that the YAML names.
 *
 * <p>Follow a mail by jumping to definitions, in the order of {@code routes/10-intake}:
 *
 * <ol>
 *   <li>{@code inFlightWindow.admit}, on the polling thread: {@link
 *       dev.waypost.commit.InFlightWindow#admit};
 *   <li>{@code recordCapture}: {@link dev.waypost.carry.RecordCapture}; from here on the body is a
 *       delivery;
 *   <li>{@code statusTail}: {@link dev.waypost.dedup.StatusTail}; {@code redeliveries}: {@link
 *       dev.waypost.carry.Redeliveries}; {@code unwrittenReports}: {@link
 *       dev.waypost.carry.UnwrittenReports};
 *   <li>{@code mailEvents}: {@link dev.waypost.carry.MailEvents}; {@code laneChange}: {@link
 *       dev.waypost.carry.LaneChange}; {@code seenEvents}: {@link dev.waypost.carry.Deduplication};
 *       {@code mimeComposer}: {@link dev.waypost.carry.Composition};
 *   <li>{@code portFailover.begin}: {@link dev.waypost.carry.Passes}; {@code direct:deliver} in
 *       {@code routes/relays}, whose {@code smtp:} endpoints are {@link
 *       dev.waypost.camel.SubmissionPortProducer} and {@link dev.waypost.deliver.PortFailover};
 *   <li>{@code deliveryResults}: {@link dev.waypost.carry.DeliveryResults}; {@code statusEvent},
 *       {@code retryRecord}, {@code deadLetter}: the classes of these names;
 *   <li>{@code inFlightWindow.done}, which moves the low watermark ({@code commit.OffsetTracker});
 *       the next poll commits it ({@code commit.WatermarkCommits}).
 * </ol>
 *
 * What a filter asks is in {@link dev.waypost.carry.Conditions}.
 *
 * <p>Enters: an exchange of Camel's Kafka consumer. Leaves: the same exchange, its body the
 * delivery; {@link dev.waypost.carry.OutgoingRecord} alone makes of it what a {@code kafka:}
 * endpoint writes. Not its business: what is decided in a step, which is plain Java in the other
 * rooms. Only {@code ops} imports it. May import: {@code intake}, {@code intake.address}, {@code
 * dedup}, {@code compose}, {@code classify}, {@code deliver}, {@code smtp}, {@code report}, {@code
 * commit}, {@code trace}, {@code pace}, {@code lane}, {@code config}.
 */
package dev.waypost.carry;
