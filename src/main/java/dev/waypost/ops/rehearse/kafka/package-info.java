/**
 * A Kafka in memory, as the routes' clients see it: one partition a topic, one consumer a group.
 *
 * <p>Enters: what Camel's Kafka component asks its client factory for. Leaves: records and
 * committed offsets. Not its business: brokers, rebalances between pods, failures of a write.
 */
package dev.waypost.ops.rehearse.kafka;
