/**
 * Stories as users write them: what is given, what the relay says, what is expected, what it came
 * to.
 *
 * <p>Enters: YAML. Leaves: {@link dev.waypost.ops.rehearse.story.Story}s, or faults with file and
 * line. Not its business: playing them.
 */
package dev.waypost.ops.rehearse.story;
