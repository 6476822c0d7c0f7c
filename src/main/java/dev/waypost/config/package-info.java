/**
 * What every room may ask for: the settings, typed, Kafka's and a relay profile's among them; the
 * Kafka clients that are made of them; time, threads and what else lies outside of the process.
 *
 * <p>Enters: environment and properties. Leaves: {@link dev.waypost.config.WaypostConfig}, {@link
 * dev.waypost.config.KafkaSettings}, {@link dev.waypost.config.KafkaClients}, {@link
 * dev.waypost.config.Outside}; and the words by which rooms speak that must not import each other
 * ({@link dev.waypost.config.Handover}, {@link dev.waypost.config.PodShare}). Not its business:
 * what a setting is used for. May import: no other room.
 */
package dev.waypost.config;
