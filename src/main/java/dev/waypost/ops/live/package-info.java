/**
 * Edits of the routes that go live while mails flow, for those who write routes: {@code run
 * --live}.
 *
 * <p>Enters: a folder that somebody edits. Leaves: Waypost as a process of its own that runs a
 * checked copy of it. Not its business: what is wrong with routes; {@code check} says so.
 */
package dev.waypost.ops.live;
