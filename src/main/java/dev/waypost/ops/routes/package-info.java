/**
 * The check of the route files: what Camel finds out only when a mail arrives.
 *
 * <p>Enters: YAML text, and the vocabulary that the artifact has. Leaves: {@link
 * dev.waypost.ops.Finding}s with file, line and column. Not its business: what Camel's own loader
 * says at start (unknown steps and options), and running a route.
 */
package dev.waypost.ops.routes;
