/**
 * What a person or a platform sees of Waypost.
 *
 * <p>Enters: settings, route files, topics, the relay's ports. Leaves: {@link
 * dev.waypost.ops.Finding}s, exit codes, pages. Not its business: carrying mail; nothing here moves
 * a record by itself, only on an operator's word. May import: every room, for reading. Rooms
 * within: {@code command} (what is typed), {@code routes} (the check of route files), {@code
 * doctor} (the check of the surroundings), {@code deadletter} (browse and replay), {@code story}
 * (what became of one mail), {@code scan} (topics read once), {@code metrics} (what Prometheus
 * sees), {@code console} (pages), {@code control} (what operators say to all pods), {@code
 * rehearse} (stories played with the routes), {@code live} (routes tried as they are saved), {@code
 * image} (the native executable).
 */
package dev.waypost.ops;
