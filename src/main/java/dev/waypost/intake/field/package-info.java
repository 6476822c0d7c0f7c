/**
 * One field of an event on the way in: what stands there, its JSON pointer, and what is wrong with
 * it.
 *
 * <p>Enters: JSON of which nothing is trusted. Leaves: text without control characters, or a {@link
 * dev.waypost.intake.field.Violation}. Not its business: what the fields of a mail are. May import:
 * no other room.
 */
package dev.waypost.intake.field;
