/**
 * The console: what a person on call sees and does in a browser, on the HTTP port.
 *
 * <p>Enters: requests. Leaves: the page, and JSON for it: how this pod is, a mail's story, dead
 * letters, and on an operator's word a command to all pods. Not its business: what a command does
 * ({@code ops.control}), how a mail is found ({@code ops.story}), what dead letters are ({@code
 * ops.deadletter}), health and metrics, which have a port of their own.
 */
package dev.waypost.ops.console;
