/**
 * The topics beside that of the mail events, and what each must be like to keep what it is for.
 *
 * <p>Enters: settings, and the topics as the broker has them. Leaves: topics that were missing, and
 * what is wrong with those that are there. Not its business: what is written to a topic, and by
 * whom. May import: {@code report}, {@code lane}, {@code config}.
 */
package dev.waypost.topics;
