/**
 * The dead letters, for an operator: browse, count and replay. Whoever shows them begins with
 * {@link dev.waypost.ops.deadletter.DeadLetters}.
 *
 * <p>Enters: records of the dead-letter topic; what the status topic and the retry topics know of
 * them. Leaves: values to show, and, on an operator's word, the original record on a retry topic
 * and a mark in the status topic. Not its business: how it is shown, why a record was given up, and
 * removing it (the topic's retention does).
 */
package dev.waypost.ops.deadletter;
