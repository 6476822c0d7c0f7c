/**
 * The dead letters, for an operator: browse and replay.
 *
 * <p>Enters: records of the dead-letter topic. Leaves: text for a person, and, on an operator's
 * word, the original record on the topic of mail events. Not its business: why a record was given
 * up, and removing it (the topic's retention does).
 */
package dev.waypost.ops.deadletter;
